package club.imgeo.quickstart;

import java.util.List;

/** A prompt without a picture, and why. */
record NotDrawn(Verdict verdict, String prompt, List<String> reasons) {
    enum Verdict {
        REFUSED("refused", "Refused before it cost anything"),
        UNPAID("no credit", "Left out for want of credits, without a call"),
        FAILED("failed", "Failed");

        final String word;
        final String sentence;

        Verdict(String word, String sentence) {
            this.word = word;
            this.sentence = sentence;
        }
    }

    String sentence() {
        return verdict.sentence;
    }
}
