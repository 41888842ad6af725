package club.imgeo.camel;

/** What a message body means. */
public enum BodyAs {
    /** A JSON object, a map or a request sets all fields; any other text is the prompt. */
    AUTO,
    /** Text, and all of it is the prompt, even if it is JSON. Only headers and options set the other fields. */
    PROMPT
}
