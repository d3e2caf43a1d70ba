package io.millrace.server.gateway.authorize;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Keys of issuers that publish them by HTTP. A request waits for them only while they are not known, or when a token
/// names one that is not among them; else they are fetched again behind the requests.
///
/// Any thread.
public final class HttpKeySource implements KeySource {
    private final Function<String, Optional<Issuer>> issuers;
    private final InstantSource clock;
    private final Map<String, IssuerKeys> known = new ConcurrentHashMap<>();

    /// @param issuers by the ARN of the pool; never blocks
    public HttpKeySource(Function<String, Optional<Issuer>> issuers, InstantSource clock) {
        this.issuers = issuers;
        this.clock = clock;
    }

    /// Who issues tokens.
    ///
    /// @param name what they have as `iss`
    /// @param keys where its keys are; `http` or `https`
    public record Issuer(String name, URI keys) {
        /// As OpenID providers and user pools have it.
        public static Issuer of(String name) {
            return new Issuer(name, URI.create(name.replaceFirst("/$", "") + "/.well-known/jwks.json"));
        }
    }

    @Override
    public Optional<String> issuerOf(String poolArn) {
        return issuers.apply(poolArn).map(Issuer::name);
    }

    @Override
    public String keysOf(String poolArn) throws InterruptedException {
        return keys(poolArn).current();
    }

    @Override
    public String renewedKeysOf(String poolArn) throws InterruptedException {
        return keys(poolArn).renewed();
    }

    private IssuerKeys keys(String poolArn) {
        Issuer issuer =
                issuers.apply(poolArn).orElseThrow(() -> new UnavailableException("There is no user pool " + poolArn));
        IssuerKeys keys = known.get(poolArn);
        if (keys == null || !keys.isOf(issuer)) {
            if (known.size() >= Limit.GATEWAY_KEYS_ISSUERS.value()) {
                known.clear();
            }
            IssuerKeys fresh = new IssuerKeys(issuer, clock);
            keys = known.merge(poolArn, fresh, (before, mine) -> before.isOf(issuer) ? before : mine);
        }
        return keys;
    }
}
