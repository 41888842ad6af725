package club.imgeo.quickstart.kafka.chaos;

/** Where a prompt is in the topic of prompts. */
record Place(int partition, long offset) {}
