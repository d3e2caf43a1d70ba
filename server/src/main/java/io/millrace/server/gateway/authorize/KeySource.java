package io.millrace.server.gateway.authorize;

import io.millrace.core.fault.UnavailableException;
import java.util.Optional;

/// The public keys of those who issue tokens: of user pools, by their ARN. Any thread.
public interface KeySource {
    /// Knows no user pool.
    KeySource NONE = new KeySource() {
        @Override
        public Optional<String> issuerOf(String poolArn) {
            return Optional.empty();
        }

        @Override
        public String keysOf(String poolArn) {
            throw new UnavailableException("There is no user pool " + poolArn);
        }
    };

    /// What the pool's tokens have as `iss`; empty when there is no such pool. Never blocks.
    Optional<String> issuerOf(String poolArn);

    /// Its keys as they are known: a JWK set as JSON. Blocks only when they are not known yet.
    ///
    /// @throws UnavailableException when they cannot be had now
    String keysOf(String poolArn) throws InterruptedException;

    /// Its keys, asked for when a token names one that is not among those known; whoever answers decides whether it is
    /// worth looking again.
    ///
    /// @throws UnavailableException when they cannot be had now
    default String renewedKeysOf(String poolArn) throws InterruptedException {
        return keysOf(poolArn);
    }
}
