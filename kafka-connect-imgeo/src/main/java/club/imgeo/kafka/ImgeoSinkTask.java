package club.imgeo.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Nothing yet. */
public class ImgeoSinkTask extends SinkTask {
    @Override
    public String version() {
        return "";
    }

    @Override
    public void start(Map<String, String> options) {}

    @Override
    public void put(Collection<SinkRecord> records) {}

    @Override
    public void stop() {}
}
