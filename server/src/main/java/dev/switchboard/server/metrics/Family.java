// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.Metric;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of one name: a single series, or one for each value of a label.
 *
 * <p>May be used from any thread. Looking up a series that is there takes no lock; making one takes
 * the family's. On a hot path, look it up once and keep it.
 *
 * @param <M> what each series is: a Dropwizard counter, gauge, histogram or timer
 */
public final class Family<M extends Metric> {

    /** What Prometheus is told that a family is. */
    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /**
     * What the series of a family are. There is one object of each sort.
     *
     * @param ending how names of such families end
     * @param series makes the metric of a new series
     */
    record Sort<M extends Metric>(Type type, String ending, Supplier<M> series) {}

    /** The value under which the only series of a family without label is kept. */
    static final String ONLY = "";

    private final String name;
    private final String help;
    private final Sort<M> sort;
    private final @Nullable Label label;
    private final BiConsumer<String, M> announce;
    private final Lock making = new ReentrantLock();

    /** Written under the lock, read without. */
    private final Map<String, M> byValue = new ConcurrentHashMap<>();

    /**
     * @param announce is told of each new series and its full name
     */
    Family(
            String name,
            String help,
            Sort<M> sort,
            @Nullable Label label,
            BiConsumer<String, M> announce) {
        if (!Label.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a metric name: " + name);
        }
        if (!name.endsWith(sort.ending())) {
            throw new IllegalArgumentException(
                    "metric " + name + " should be named " + name + sort.ending());
        }
        this.name = name;
        this.help = help;
        this.sort = sort;
        this.label = label;
        this.announce = announce;
        if (label != null) {
            label.first().forEach(this::of);
        }
    }

    /** Its name, such as {@code switchboard_refusals_total}. */
    public String name() {
        return name;
    }

    /** What it tells, in a sentence. */
    public String help() {
        return help;
    }

    /** The series of this value; {@value Label#OTHER} if there are too many already. */
    public M of(String value) {
        M known = byValue.get(value);
        return known != null ? known : make(value);
    }

    /** The series of this constant, see {@link Label#of(String, Class)}. */
    public M of(Enum<?> value) {
        return of(Label.value(value));
    }

    /** The series of this value, made if there is none yet and room for it. */
    private M make(String wanted) {
        making.lock();
        try {
            String value = label == null || hasRoom(label) ? wanted : Label.OTHER;
            M known = byValue.get(value);
            if (known != null) {
                return known;
            }
            M made = sort.series().get();
            byValue.put(value, made);
            announce.accept(
                    label == null ? name : name + "{" + label.name() + "=" + value + "}", made);
            return made;
        } finally {
            making.unlock();
        }
    }

    private boolean hasRoom(Label bounds) {
        int others = byValue.containsKey(Label.OTHER) ? 1 : 0;
        return byValue.size() - others < bounds.limit();
    }

    Type type() {
        return sort.type();
    }

    @Nullable Label label() {
        return label;
    }

    /** Its series by the value of the label, in alphabetical order. */
    SortedMap<String, M> series() {
        return new TreeMap<>(byValue);
    }

    /**
     * This family, to one who asks for it again.
     *
     * @throws IllegalArgumentException if it is asked for as something that it is not
     */
    @SuppressWarnings("unchecked") // all families of a sort have its metrics
    <O extends Metric> Family<O> as(Sort<O> otherSort, @Nullable Label otherLabel) {
        if (!sort.equals(otherSort) || !Objects.equals(label, otherLabel)) {
            throw new IllegalArgumentException(
                    "metric " + name + " exists already, as another type or with another label");
        }
        return (Family<O>) this;
    }
}
