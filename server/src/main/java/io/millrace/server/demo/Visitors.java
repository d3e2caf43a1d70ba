package io.millrace.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes up clicks where there is no log to read: visitors who look at some mysfits one after the other, and go; one in
/// three does not log in. The same random numbers give the same clicks.
final class Visitors {
    private static final int CLICKS_OF_A_VISIT_MAX = 12;
    private static final int GUESTS = 3;

    private Visitors() {}

    static List<Click> clicks(int count, RandomGenerator random) {
        List<Click> clicks = new ArrayList<>(count);
        while (clicks.size() < count) {
            String user = random.nextInt(GUESTS) == 0 ? "guest" : "visitor-%05d".formatted(random.nextInt(100_000));
            int visit = random.nextInt(1, CLICKS_OF_A_VISIT_MAX + 1);
            for (int i = 0; i < visit && clicks.size() < count; i++) {
                clicks.add(new Click(user, Mysfit.at(random.nextInt()).mysfitId()));
            }
        }
        return List.copyOf(clicks);
    }
}
