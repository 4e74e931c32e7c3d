package dev.lumen.micrometer;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * One time series of one cache: a meter and the values of its tags beside {@code cache}.
 *
 * @param meter which meter
 * @param tagValues as many as it has tag keys, in their order
 */
record MeterKey(LumenMeter meter, List<String> tagValues) {
    /** Copies the list. */
    MeterKey {
        tagValues = List.copyOf(tagValues);
        if (tagValues.size() != meter.tagKeys().size()) {
            throw new IllegalArgumentException(
                    meter.meterName() + " has the tags " + meter.tagKeys() + ", not values for them: " + tagValues);
        }
    }

    static MeterKey of(LumenMeter meter, String... tagValues) {
        return new MeterKey(meter, List.of(tagValues));
    }

    /** All tags, that of the cache first. */
    Tags tags(String cache) {
        List<Tag> tags = new ArrayList<>();
        tags.add(Tag.of(LumenMeter.CACHE, cache));
        for (int i = 0; i < tagValues.size(); i++) {
            tags.add(Tag.of(meter.tagKeys().get(i), tagValues.get(i)));
        }
        return Tags.of(tags);
    }
}
