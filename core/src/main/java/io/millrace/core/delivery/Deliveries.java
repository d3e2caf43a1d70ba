package io.millrace.core.delivery;

import io.millrace.core.catalog.CatalogListener;
import io.millrace.core.delivery.redrive.RedriveProgress;
import io.millrace.core.fault.RequestException;
import io.millrace.core.log.EventLog;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A delivery for each delivery stream of the catalog: begins, follows and ends them as the catalog changes. An idle
/// one costs a parked virtual thread.
///
/// Any thread. To start: let the catalog tell it of everything ([io.millrace.core.catalog.Catalog#listen]), then
/// [#discardForgotten].
public final class Deliveries implements CatalogListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final String LOG_STREAMS = "firehose.";

    private final EventLog log;
    private final DeliveryPorts ports;
    private final Map<String, StreamDelivery> byLogStream = new ConcurrentHashMap<>();

    public Deliveries(EventLog log, DeliveryPorts ports) {
        this.log = log;
        this.ports = ports;
    }

    @Override
    public void put(Resource resource) {
        if (resource instanceof DeliveryStream stream) {
            StreamDelivery present = byLogStream.get(stream.logStream());
            if (present != null) {
                present.update(stream);
            } else {
                StreamDelivery delivery = new StreamDelivery(log, stream, ports);
                byLogStream.put(stream.logStream(), delivery);
                delivery.start();
            }
        }
    }

    /// Ends the delivery and discards what is buffered, as AWS does; in the background.
    @Override
    public void removed(Resource resource) {
        if (resource instanceof DeliveryStream stream) {
            StreamDelivery delivery = byLogStream.remove(stream.logStream());
            if (delivery != null) {
                delivery.stop();
                Thread.startVirtualThread(() -> discard(delivery));
            }
        }
    }

    /// Deletes logs of delivery streams that are not there any more: those that were being deleted when the program
    /// ended. To be called once, after the catalog has told of every resource.
    public void discardForgotten() {
        Set<String> known = byLogStream.values().stream()
                .flatMap(delivery -> delivery.logStreams().stream())
                .collect(Collectors.toSet());
        for (String name : log.streams()) {
            if (name.startsWith(LOG_STREAMS) && !known.contains(name)) {
                log.delete(name);
            }
        }
    }

    /// How a stream's delivery stands; empty when there is none.
    public Optional<DeliveryStatus> status(DeliveryStream stream) {
        return Optional.ofNullable(byLogStream.get(stream.logStream())).map(StreamDelivery::status);
    }

    /// Puts the records of a stream's error objects on the stream again, each once; blocks until all are.
    ///
    /// @param progress told now and then
    /// @throws io.millrace.core.fault.RequestException `ResourceInUseException` when that is being done already
    /// @throws io.millrace.core.fault.UnavailableException when the store or the log does not answer; doing it
    /// again
    /// goes on where this has ended
    public RedriveProgress redrive(DeliveryStream stream, Consumer<RedriveProgress> progress) {
        StreamDelivery delivery = byLogStream.get(stream.logStream());
        if (delivery == null) {
            throw RequestException.notFound("Delivery stream " + stream.name() + " is gone");
        }
        return delivery.redrive(progress);
    }

    /// How all deliveries stand, by region and name.
    public Map<ResourceId, DeliveryStatus> statuses() {
        Map<ResourceId, DeliveryStatus> all =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        byLogStream.values().forEach(delivery -> all.put(delivery.stream().id(), delivery.status()));
        return all;
    }

    /// Ends all deliveries; what is under way is given up and still in the log.
    @Override
    public void close() {
        Collection<StreamDelivery> all = List.copyOf(byLogStream.values());
        all.forEach(StreamDelivery::stop);
        all.forEach(Deliveries::awaitEnd);
        byLogStream.clear();
    }

    private void discard(StreamDelivery delivery) {
        awaitEnd(delivery);
        try {
            delivery.logStreams().forEach(log::delete);
        } catch (RuntimeException e) {
            LOG.warn(
                    "{}: its log could not be deleted, and will be at the next start",
                    delivery.stream().name(),
                    e);
        }
    }

    private static void awaitEnd(StreamDelivery delivery) {
        try {
            if (!delivery.awaitEnd()) {
                LOG.warn(
                        "{}: its delivery did not end in time",
                        delivery.stream().name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
