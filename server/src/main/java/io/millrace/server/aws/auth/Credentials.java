package io.millrace.server.aws.auth;

import io.millrace.core.function.FunctionAccess;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The access keys that may sign requests, read once from a file in the form of AWS's `~/.aws/credentials`: each
/// `[profile]` is one key; the key of functions, which is good on this machine only; and temporary ones. Secrets never
/// leave this package in messages or in [#toString].
///
/// Source: <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html>
public final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Map<String, AccessKey> keys;
    private final Optional<AccessKey> functions;
    private final Optional<Sessions> sessions;

    private Credentials(Map<String, AccessKey> keys, Optional<AccessKey> functions, Optional<Sessions> sessions) {
        this.keys = keys;
        this.functions = functions;
        this.sessions = sessions;
    }

    /// The same keys, and temporary ones while they are good.
    public Credentials withSessions(Sessions others) {
        return new Credentials(keys, functions, Optional.of(others));
    }

    /// The same keys, and one for functions: it is believed only in requests that come from this machine.
    public Credentials withFunctions(FunctionAccess.Credentials key) {
        return new Credentials(
                keys,
                Optional.of(new AccessKey(key.accessKeyId(), key.secretAccessKey(), Optional.of(key.sessionToken()))),
                sessions);
    }

    /// Reads a file; one that other users may read is taken with a warning.
    ///
    /// @throws IOException when it cannot be read
    /// @throws IllegalArgumentException when it is not a credentials file or holds no key; says where, never what
    public static Credentials read(Path file) throws IOException {
        if (Files.size(file) > Limit.AUTH_CREDENTIALS_BYTES.value()) {
            throw new IllegalArgumentException(
                    file + ": a credentials file may have at most " + Limit.AUTH_CREDENTIALS_BYTES.value() + " bytes");
        }
        if (Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            LOG.warn("{} holds secrets and may be read by other users: chmod 600 would keep them out", file);
        }
        return parse(file.toString(), Files.readAllLines(file));
    }

    /// Reads lines.
    ///
    /// @param name of the file, for messages
    static Credentials parse(String name, List<String> lines) {
        Map<String, AccessKey> keys = new LinkedHashMap<>();
        for (AccessKey key : new CredentialsFile(name).parse(lines)) {
            AccessKey other = keys.putIfAbsent(key.id(), key);
            if (other != null && !other.equals(key)) {
                throw new IllegalArgumentException(
                        name + ": access key " + key.id() + " is there twice with different secrets");
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(name + ": no profile in it, so no access key; expected [default],"
                    + " aws_access_key_id = …, aws_secret_access_key = …");
        }
        return new Credentials(Map.copyOf(keys), Optional.empty(), Optional.empty());
    }

    Optional<AccessKey> find(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId));
    }

    /// @param request that claims to be signed with the key
    Optional<AccessKey> findFor(SignedRequest request, String accessKeyId) {
        return find(accessKeyId)
                .or(() -> functions.filter(key -> key.id().equals(accessKeyId) && request.isFromThisMachine()))
                .or(() -> sessions.flatMap(all -> all.key(accessKeyId)));
    }

    /// Whether the key is a temporary one whose time is over.
    boolean isExpired(String accessKeyId) {
        return sessions.map(all -> all.isExpired(accessKeyId)).orElse(false);
    }

    /// How many keys the file has.
    public int size() {
        return keys.size();
    }

    @Override
    public String toString() {
        return "Credentials" + keys.keySet();
    }
}
