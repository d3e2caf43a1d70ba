package io.millrace.server.aws.lambda;

import io.millrace.core.fault.RequestException;
import io.millrace.core.function.CodeStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Zips in memory; whatever begins with PK is one.
final class FakeCode implements CodeStore {
    private static final Pattern SAYS = Pattern.compile("PK bytes=(\\d+) names=(.*)");

    final Map<String, byte[]> zips = new ConcurrentHashMap<>();

    @Override
    public StoredCode put(InputStream zip) throws IOException {
        byte[] bytes = zip.readAllBytes();
        if (bytes.length < 2 || bytes[0] != 'P' || bytes[1] != 'K') {
            throw new RequestException("InvalidParameterValueException", "Could not unzip uploaded file");
        }
        String sha256 = sha256(bytes);
        zips.put(sha256, bytes);
        return new StoredCode(sha256, bytes.length);
    }

    static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<InputStream> open(String sha256) {
        return Optional.ofNullable(zips.get(sha256)).map(ByteArrayInputStream::new);
    }

    /// A zip whose text is `PK bytes=N names=a,b` holds what it says.
    @Override
    public Contents contents(String sha256) {
        String text = new String(zips.get(sha256), StandardCharsets.UTF_8);
        Matcher says = SAYS.matcher(text);
        return says.matches()
                ? new Contents(
                        Long.parseLong(says.group(1)), Set.of(says.group(2).split(",", -1)))
                : new Contents(text.length(), Set.of());
    }

    @Override
    public void retain(Set<String> sha256) {
        zips.keySet().retainAll(sha256);
    }
}
