package io.millrace.server.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes up clicks where there is no log to read: visitors who come from somewhere, look at some pages one after the
/// other, and go. The same random numbers give the same clicks.
final class Visitors {
    private static final List<String> PAGES = List.of(
            "/",
            "/mysfits",
            "/mysfits?filter=GoodEvil&value=Good",
            "/mysfits?filter=LawChaos&value=Chaotic",
            "/mysfits/troll",
            "/mysfits/chimera",
            "/mysfits/mandrake",
            "/about",
            "/cart",
            "/checkout");
    private static final List<String> ORIGINS =
            List.of("-", "https://www.example.com/search?q=adopt+a+dragon", "https://news.example.org/", "-");
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0 Mobile Safari/537.36",
            "ExampleBot/2.1 (+https://bot.example.net/)");
    private static final int PAGES_OF_A_VISIT_MAX = 12;
    private static final int PAGE_MILLIS_MAX = 20_000;
    private static final double NOT_FOUND = 0.02;

    private final RandomGenerator random;
    private final List<Click> clicks = new ArrayList<>();
    private Instant now;

    private Visitors(RandomGenerator random, Instant from) {
        this.random = random;
        this.now = from;
    }

    /// @param from time of the first click
    static List<Click> clicks(int count, RandomGenerator random, Instant from) {
        Visitors visitors = new Visitors(random, from);
        while (visitors.clicks.size() < count) {
            visitors.visit(count);
        }
        return List.copyOf(visitors.clicks);
    }

    private void visit(int count) {
        String user = "visitor-%05d".formatted(random.nextInt(100_000));
        String ip = "203.0.113." + random.nextInt(1, 255);
        String agent = pick(AGENTS);
        String referrer = pick(ORIGINS);
        int pages = random.nextInt(1, PAGES_OF_A_VISIT_MAX + 1);
        for (int i = 0; i < pages && clicks.size() < count; i++) {
            String page = pick(PAGES);
            int status = random.nextDouble() < NOT_FOUND ? 404 : 200;
            clicks.add(new Click(
                    new UUID(random.nextLong(), random.nextLong()).toString(),
                    user,
                    ip,
                    now,
                    "GET",
                    page,
                    status,
                    random.nextInt(200, 60_000),
                    referrer,
                    agent));
            referrer = "https://mysfits.example.com" + page;
            now = now.plusMillis(random.nextInt(1, PAGE_MILLIS_MAX));
        }
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
