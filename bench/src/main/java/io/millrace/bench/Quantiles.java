package io.millrace.bench;

import java.util.ArrayList;
import java.util.List;

/// Of measured values.
record Quantiles(double p50, double p99) {
    static Quantiles of(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int last = sorted.size() - 1;
        return new Quantiles(sorted.get(last / 2), sorted.get((int) (last * 0.99)));
    }
}
