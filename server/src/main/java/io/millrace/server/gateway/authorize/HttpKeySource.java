package io.millrace.server.gateway.authorize;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        private static final Pattern POOL_ARN =
                Pattern.compile("arn:aws[a-z-]*:cognito-idp:([a-z0-9-]+):[0-9]{12}:userpool/([A-Za-z0-9_-]+)");

        /// As OpenID providers and user pools have it.
        public static Issuer of(String name) {
            return new Issuer(name, URI.create(name.replaceFirst("/$", "") + "/.well-known/jwks.json"));
        }

        /// A user pool that is at AWS; empty when the ARN is none.
        ///
        /// Its keys: <https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html>
        public static Optional<Issuer> ofPoolAtAws(String poolArn) {
            Matcher pool = POOL_ARN.matcher(poolArn);
            return pool.matches()
                    ? Optional.of(of("https://cognito-idp." + pool.group(1) + ".amazonaws.com/" + pool.group(2)))
                    : Optional.empty();
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
