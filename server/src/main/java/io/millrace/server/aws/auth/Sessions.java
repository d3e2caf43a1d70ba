package io.millrace.server.aws.auth;

import io.millrace.core.limit.Limit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Temporary credentials that were given out, until they expire: at most [Limit#STS_SESSIONS], beyond it those that
/// would end first go. They live in memory: a restart ends them. Thread-safe.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html>
public final class Sessions {
    private static final String ID_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String SECRET_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int ID_SUFFIX_CHARS = 16;
    private static final int SECRET_CHARS_COUNT = 40;
    private static final int TOKEN_CHARS = 256;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Session> sessions = new HashMap<>();

    /// @param random must be fit for secrets
    public Sessions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// Credentials of a caller for some time.
    ///
    /// @param accessKeyId `ASIA…`
    /// @param arn who signs with them is
    /// @param userId of the same: `AROA…:NAME`
    /// @param expires from then on they are refused
    public record Session(
            String accessKeyId,
            String secretAccessKey,
            String sessionToken,
            String arn,
            String userId,
            Instant expires) {
        @Override
        public String toString() {
            return "Session[" + accessKeyId + "]";
        }
    }

    /// Makes credentials.
    ///
    /// @param seconds that they are good for
    public synchronized Session open(String arn, String userId, int seconds) {
        Instant now = clock.instant();
        if (sessions.size() >= Limit.STS_SESSIONS.intValue()) {
            makeRoom(now);
        }
        Session session = new Session(
                "ASIA" + text(ID_CHARS, ID_SUFFIX_CHARS),
                text(SECRET_CHARS, SECRET_CHARS_COUNT),
                text(SECRET_CHARS, TOKEN_CHARS),
                arn,
                userId,
                now.plusSeconds(seconds));
        sessions.put(session.accessKeyId(), session);
        return session;
    }

    /// The expired go, and a tenth of the others, so that not each new one looks at all of them.
    private void makeRoom(Instant now) {
        sessions.values().removeIf(session -> !session.expires().isAfter(now));
        int over = sessions.size() - Limit.STS_SESSIONS.intValue() * 9 / 10;
        if (over > 0) {
            List<String> first = sessions.values().stream()
                    .sorted(Comparator.comparing(Session::expires))
                    .limit(over)
                    .map(Session::accessKeyId)
                    .toList();
            first.forEach(sessions::remove);
        }
    }

    /// Those of a key, expired or not.
    public synchronized Optional<Session> find(String accessKeyId) {
        return Optional.ofNullable(sessions.get(accessKeyId));
    }

    Optional<AccessKey> key(String accessKeyId) {
        return find(accessKeyId)
                .map(session -> new AccessKey(
                        session.accessKeyId(), session.secretAccessKey(), Optional.of(session.sessionToken())));
    }

    boolean isExpired(String accessKeyId) {
        return find(accessKeyId)
                .map(session -> !session.expires().isAfter(clock.instant()))
                .orElse(false);
    }

    private String text(String chars, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(chars.charAt(random.nextInt(chars.length())));
        }
        return text.toString();
    }
}
