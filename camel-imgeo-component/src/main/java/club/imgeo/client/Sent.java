package club.imgeo.client;

/** How much of a request was handed over to the network: the evidence for whether the server can have served it. */
enum Sent {
    NOTHING,
    PART,
    WHOLE
}
