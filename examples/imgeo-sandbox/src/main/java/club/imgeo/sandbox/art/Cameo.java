package club.imgeo.sandbox.art;

import java.awt.Shape;
import java.awt.geom.AffineTransform;

/** Who may appear in a scene when the prompt names them. Drawn in a square of 100, feet at the bottom. */
enum Cameo {
    FOX("d9652b") {
        @Override
        void draw(Pen pen) {
            pen.body("M 70 99 C 92 101 106 84 99 62 C 97 54 93 49 90 45 C 85 58 83 70 64 82 Z");
            pen.light("M 99 62 C 97 54 93 49 90 45 C 87 52 86 57 84 62 C 88 60 94 60 99 62 Z");
            pen.body("M 41 44 C 30 58 23 80 29 100 L 71 100 C 77 80 70 58 59 44 Z");
            pen.body("M 50 51 C 43 51 36 45 31 37 L 37 31 C 36 24 34 14 35 5 C 40 9 45 15 47 20 "
                    + "C 49 19 51 19 53 20 C 55 15 60 9 65 5 C 66 14 64 24 63 31 L 69 37 C 64 45 57 51 50 51 Z");
        }
    },
    CAT("8d7896") {
        @Override
        void draw(Pen pen) {
            pen.body("M 66 92 C 84 98 94 88 91 74 C 89 66 96 60 102 66 C 98 62 94 66 96 73 C 100 92 88 106 64 100 Z");
            pen.body("M 42 42 C 32 56 25 78 30 100 L 70 100 C 75 78 68 56 58 42 Z");
            pen.body("M 50 50 C 38 50 33 42 34 33 C 34 26 34 18 36 12 C 40 15 43 18 45 21 "
                    + "C 48 20 52 20 55 21 C 57 18 60 15 64 12 C 66 18 66 26 66 33 C 67 42 62 50 50 50 Z");
        }
    },
    HARE("8a7763") {
        @Override
        void draw(Pen pen) {
            pen.body("M 44 44 C 30 54 22 76 27 100 L 73 100 C 78 76 70 54 56 44 Z");
            pen.body("M 50 52 C 40 52 36 46 37 40 C 38 34 40 31 43 29 C 38 20 34 6 37 0 C 43 4 48 16 49 27 "
                    + "L 51 27 C 52 16 57 4 63 0 C 66 6 62 20 57 29 C 60 31 62 34 63 40 C 64 46 60 52 50 52 Z");
            pen.light("M 50 82 C 56 82 59 87 58 92 C 57 97 54 99 50 99 C 46 99 43 97 42 92 C 41 87 44 82 50 82 Z");
        }
    },
    BOAT("3a2a2a") {
        @Override
        void draw(Pen pen) {
            pen.light("M 52 10 C 66 30 76 52 80 74 L 52 78 Z");
            pen.light("M 47 22 C 38 42 28 60 20 72 L 47 76 Z");
            pen.body("M 48 6 L 51 6 L 51 86 L 48 86 Z");
            pen.body("M 12 82 C 34 86 66 86 92 80 C 88 92 80 100 72 102 L 30 102 C 22 98 15 91 12 82 Z");
        }
    },
    BIRDS("20202a") {
        @Override
        void draw(Pen pen) {
            for (int i = 0; i < 9; i++) {
                float x = -60 + 26 * i + pen.dice.between(-12, 12);
                float y = -190 - 16 * Math.abs(i - 4) + pen.dice.between(-18, 18);
                float span = pen.dice.between(9, 15);
                pen.bird(x, y, span);
            }
        }
    },
    BALLOON("c8553d") {
        @Override
        void draw(Pen pen) {
            AffineTransform ground = pen.place;
            pen.place = new AffineTransform(ground);
            pen.place.translate(pen.dice.between(-90, 90), -190);
            pen.body("M 50 0 C 84 0 98 26 92 48 C 86 66 66 78 60 90 L 40 90 C 34 78 14 66 8 48 C 2 26 16 0 50 0 Z");
            pen.light("M 50 0 C 66 6 72 26 69 48 C 66 66 58 78 55 90 L 45 90 C 42 78 34 66 31 48 C 28 26 34 6 50 0 Z");
            pen.body("M 43 97 L 57 97 L 55 108 L 45 108 Z");
            pen.place = ground;
        }
    };

    private final String coat;

    Cameo(String coat) {
        this.coat = coat;
    }

    abstract void draw(Pen pen);

    boolean needsGround() {
        return this == FOX || this == CAT || this == HARE;
    }

    void paint(Canvas canvas, Palette palette, Dice dice, Scene.Perch perch) {
        float scale = perch.height() / 100;
        AffineTransform place =
                new AffineTransform(scale, 0, 0, scale, perch.x() - 50 * scale, perch.y() - perch.height());
        if (dice.chance(0.5f)) {
            place.concatenate(new AffineTransform(-1, 0, 0, 1, 100, 0));
        }
        Rgb shade = perch.colour().mix(Rgb.hex(coat), 0.62f);
        draw(new Pen(canvas, place, dice, shade, shade.mix(palette.light(), 0.75f)));
    }

    /** Draws the parts of one figure where it stands. */
    static final class Pen {
        private final Canvas canvas;
        private AffineTransform place;
        private final Dice dice;
        private final Rgb body;
        private final Rgb light;

        Pen(Canvas canvas, AffineTransform place, Dice dice, Rgb body, Rgb light) {
            this.canvas = canvas;
            this.place = place;
            this.dice = dice;
            this.body = body;
            this.light = light;
        }

        void body(String path) {
            // Darker towards the feet, where the ground takes the light.
            Shape shape = place.createTransformedShape(Outline.svg(path));
            float rim = 0.012f * tall();
            canvas.fill(AffineTransform.getTranslateInstance(-rim, -rim).createTransformedShape(shape), light, 0.55f);
            float top = (float) place.getTranslateY();
            float tall = tall();
            canvas.fill(shape, (x, y) -> body.darker(0.5f * Ease.clamp((y - top) / tall)), 1);
        }

        private float tall() {
            return 100 * (float) place.getScaleY();
        }

        void light(String path) {
            canvas.fill(place.createTransformedShape(Outline.svg(path)), light, 0.95f);
        }

        void bird(float x, float y, float span) {
            AffineTransform there = new AffineTransform(place);
            there.translate(x, y);
            there.scale(span / 10, span / 10);
            Shape wings =
                    Outline.svg("M 0 0 C 3 -5 7 -5 10 -2 C 7 -3 3 -2 0 2 C -3 -2 -7 -3 -10 -2 C -7 -5 -3 -5 0 0 Z");
            canvas.fill(there.createTransformedShape(wings), body.darker(0.3f), 0.85f);
        }
    }
}
