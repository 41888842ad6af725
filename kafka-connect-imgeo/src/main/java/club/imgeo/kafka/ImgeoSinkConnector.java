package club.imgeo.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Draws what records ask for, pays for each once, and puts the images' URLs on a topic. */
public class ImgeoSinkConnector extends SinkConnector {
    private Map<String, String> options = Map.of();

    @Override
    public String version() {
        return Version.CURRENT;
    }

    @Override
    public ConfigDef config() {
        return ImgeoSinkConfig.OPTIONS;
    }

    /**
     * Says all that is wrong with {@code given}, option by option. Never throws, and costs nothing; asks the server, for
     * a few seconds at the most, where a request's defaults are not among what is known here.
     */
    @Override
    public Config validate(Map<String, String> given) {
        return new SinkValidation(System::getenv, LiveCatalog::ask).of(given);
    }

    @Override
    public void start(Map<String, String> options) {
        this.options = Map.copyOf(options);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return ImgeoSinkTask.class;
    }

    /** The same for each task, and which of them it is: it is told so nowhere else. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return IntStream.range(0, maxTasks).mapToObj(this::taskConfig).toList();
    }

    private Map<String, String> taskConfig(int task) {
        Map<String, String> config = new HashMap<>(options);
        config.put(SinkOptions.TASK_ID, Integer.toString(task));
        return config;
    }

    /**
     * Called while the connector is stopped. Records that are read again end again: what was paid for comes once more,
     * for nothing, as long as the journal has it.
     */
    @Override
    public boolean alterOffsets(Map<String, String> config, Map<TopicPartition, Long> offsets) {
        Reopening.from(offsets, new ImgeoSinkConfig(config));
        return true;
    }

    @Override
    public void stop() {}
}
