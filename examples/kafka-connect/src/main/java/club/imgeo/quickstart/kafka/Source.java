package club.imgeo.quickstart.kafka;

/** Where a record is that asked for images. */
record Source(String topic, int partition, long offset) {
    /** As Kafka's own tools write it: {@code prompts-0@3}. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
