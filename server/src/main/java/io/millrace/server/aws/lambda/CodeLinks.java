package io.millrace.server.aws.lambda;

import io.millrace.core.fault.RequestException;
import io.millrace.core.function.CodeStore;
import io.millrace.core.limit.Limit;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The addresses at which GetFunction shows the code. Whoever has one may download that code for
/// [Limit#FUNCTION_CODE_LINK_SECONDS], as with AWS's presigned ones: nobody else can make one, because they are
/// signed with a key of this process.
final class CodeLinks {
    static final String PATH = "/2015-03-31/code/{Token}";

    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");
    private static final String HMAC = "HmacSHA256";

    private final CodeStore code;
    private final InstantSource clock;
    private final SecretKeySpec key;

    /// @param secret random bytes
    CodeLinks(CodeStore code, InstantSource clock, byte[] secret) {
        this.code = code;
        this.clock = clock;
        this.key = new SecretKeySpec(secret, HMAC);
    }

    /// @param sha256 in base64
    String address(String host, String sha256) {
        long until = clock.instant().getEpochSecond() + Limit.FUNCTION_CODE_LINK_SECONDS.value();
        String signed = sha256.replace('+', '-').replace('/', '_').replace("=", "") + "." + until;
        return "http://" + host + PATH.replace("{Token}", signed + "." + sign(signed));
    }

    RestAnswer download(RestCall call) {
        Matcher token = TOKEN.matcher(call.label("Token"));
        if (!token.matches() || !isOurs(token)) {
            throw new RequestException("AccessDeniedException", "This address of a function's code is not valid");
        }
        if (Long.parseLong(token.group(2)) < clock.instant().getEpochSecond()) {
            throw new RequestException("AccessDeniedException", "This address of a function's code has expired");
        }
        byte[] digest = Base64.getUrlDecoder().decode(token.group(1));
        InputStream zip = code.open(Base64.getEncoder().encodeToString(digest))
                .orElseThrow(() -> RequestException.notFound("This code is not there any more"));
        return new RestAnswer.Content(200, Map.of("Content-Type", "application/zip"), zip);
    }

    private boolean isOurs(Matcher token) {
        byte[] expected = sign(token.group(1) + "." + token.group(2)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, token.group(3).getBytes(StandardCharsets.US_ASCII));
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }
}
