package club.imgeo.quickstart.kafka.chaos;

import java.time.Instant;

/** For so long a worker did not hear what it was told. Of one that was killed, the moment. */
record Incident(Instant from, Instant to) {}
