package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How long the parts were that an object was put in, kept with the object as `8388608x3,512`: runs of equal sizes.
final class PartSizes {
    /// Where it is kept; never shown to clients.
    static final String HEADER = "part-sizes";

    private final List<Run> runs = new ArrayList<>();

    private record Run(long bytes, int count) {}

    static Optional<PartSizes> of(StoredObject object) {
        return Optional.ofNullable(object.headers().kept().get(HEADER)).map(PartSizes::parse);
    }

    /// Of an object that was put whole.
    static PartSizes single(long bytes) {
        PartSizes sizes = new PartSizes();
        sizes.add(bytes);
        return sizes;
    }

    private static PartSizes parse(String text) {
        PartSizes sizes = new PartSizes();
        for (String run : text.split(",", -1)) {
            int x = run.indexOf('x');
            sizes.runs.add(new Run(
                    Long.parseLong(x < 0 ? run : run.substring(0, x)),
                    x < 0 ? 1 : Integer.parseInt(run.substring(x + 1))));
        }
        return sizes;
    }

    void add(long bytes) {
        if (!runs.isEmpty() && runs.getLast().bytes() == bytes) {
            runs.add(new Run(bytes, runs.removeLast().count() + 1));
        } else {
            runs.add(new Run(bytes, 1));
        }
    }

    int count() {
        return runs.stream().mapToInt(Run::count).sum();
    }

    /// Where a part lies in the object; empty when it is all of an empty object.
    ///
    /// @throws RequestException `InvalidPartNumber` when there is no such part
    Optional<ByteRange> range(int number) {
        long offset = 0;
        int before = 0;
        for (Run run : runs) {
            if (number <= before + run.count()) {
                long first = offset + run.bytes() * (number - before - 1L);
                return run.bytes() == 0 ? Optional.empty() : Optional.of(new ByteRange(first, first + run.bytes() - 1));
            }
            before += run.count();
            offset += run.bytes() * run.count();
        }
        throw new RequestException("InvalidPartNumber", "The requested partnumber is not satisfiable");
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Run run : runs) {
            out.append(out.isEmpty() ? "" : ",").append(run.bytes());
            if (run.count() > 1) {
                out.append('x').append(run.count());
            }
        }
        return out.toString();
    }
}
