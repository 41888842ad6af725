package club.imgeo.kafka;

import club.imgeo.client.AuthenticationException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a task starts and ends with: the clients of Kafka, the journal, and the component. */
final class Surroundings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
    /** Each may be kept waiting by a broker, while others go on. */
    private static final int THREADS = 4;

    private static final Duration TO_ASK = Duration.ofSeconds(10);
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final String name;
    private final Admin admin;
    private final ScheduledThreadPoolExecutor pool;
    private final KafkaJournal journal;
    private final Imgeo imgeo;
    private final Counts counts;
    private final Duration longestCall;

    private Surroundings(
            ImgeoSinkConfig config,
            Admin admin,
            ScheduledThreadPoolExecutor pool,
            KafkaJournal journal,
            Imgeo imgeo,
            Counts counts) {
        name = config.connector() + "-" + config.task();
        this.admin = admin;
        this.pool = pool;
        this.journal = journal;
        this.imgeo = imgeo;
        this.counts = counts;
        longestCall = config.requestTimeout();
    }

    /** @throws ConnectException naming the option and the remedy; nothing is left open then */
    static Surroundings start(ImgeoSinkConfig config, Counts counts, KafkaJournal.Listener listener) {
        String name = config.connector() + "-" + config.task();
        var unused = config.account(); // first: without a key for the address, nothing is opened
        KafkaClients clients = new KafkaClients(config.kafkaClient(), name);
        Admin admin = clients.admin();
        ScheduledThreadPoolExecutor pool = pool(name);
        try {
            Topics topics = new Topics(admin);
            topics.require("imgeo.result.topic", plain(config.resultTopic()));
            if (config.errorTopic() != null && !config.hasDeadLetterQueue()) {
                topics.require("imgeo.error.topic", plain(config.errorTopic()));
            }
            JournalTopic topic = JournalTopic.claim(config.journalTopic(), config.claimant(), clients, admin);
            KafkaJournal journal =
                    new KafkaJournal(clients, topic, new Committed(admin, config.consumerGroup()), pool, listener);
            try {
                Imgeo imgeo = Imgeo.start(config, journal);
                checkKey(imgeo);
                return new Surroundings(config, admin, pool, journal, imgeo, counts);
            } catch (Exception e) { // as Camel declares it
                journal.close();
                throw e;
            }
        } catch (Exception e) {
            pool.shutdownNow();
            admin.close(Duration.ZERO);
            throw e instanceof ConnectException refused
                    ? refused
                    : new ConnectException("The imgeo component does not start: " + e.getMessage(), e);
        }
    }

    private static NewTopic plain(String topic) {
        return new NewTopic(topic, Optional.empty(), Optional.empty());
    }

    private static ScheduledThreadPoolExecutor pool(String name) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory threads = task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setName("imgeo-journal-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(THREADS, threads);
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return pool;
    }

    /** A wrong key stops the task here, and not at the first record; whatever else goes wrong may pass. */
    private static void checkKey(Imgeo imgeo) {
        try {
            LOG.info("The account has {}", imgeo.balance().get(TO_ASK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthenticationException refused) {
                imgeo.close();
                throw new ConnectException("imgeo.api.key: " + refused.getMessage(), refused);
            }
            LOG.warn("The balance cannot be asked for now: {}", String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            LOG.warn("The balance has not come in {} s", TO_ASK.toSeconds());
        } catch (InterruptedException e) {
            imgeo.close();
            throw new InterruptException(e);
        }
    }

    KafkaJournal journal() {
        return journal;
    }

    Imgeo imgeo() {
        return imgeo;
    }

    /** At once where no call is in flight; else when the last has ended, since to cut one off is to leave it in doubt. */
    @Override
    public void close() {
        if (counts.inFlight() == 0) {
            closeAll();
            return;
        }
        Thread ending = new Thread(this::closeWhenIdle, "imgeo-ending-" + name);
        ending.setDaemon(true);
        ending.start();
    }

    private void closeWhenIdle() {
        try {
            if (!counts.awaitNoneInFlight(longestCall.plus(TO_END))) {
                LOG.warn("Calls of {} have not ended; they are in doubt", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeAll();
    }

    private void closeAll() {
        imgeo.close();
        journal.close();
        pool.shutdown();
        try {
            if (!pool.awaitTermination(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("The brokers keep a journal of {} waiting; it is left to itself", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        admin.close(Duration.ZERO);
    }
}
