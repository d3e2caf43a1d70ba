package io.millrace.server.aws.auth;

import io.millrace.core.limit.Limit;
import io.millrace.server.aws.protocol.CredentialScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the claim of a request, from its `Authorization` header or from the query of a presigned URL, and refuses what
/// is not well-formed.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html>
final class ClaimReader {
    private static final String QUERY_MARK = "X-Amz-";
    private static final List<String> HEADER_PARTS = List.of("Credential", "Signature", "SignedHeaders");
    private static final List<String> QUERY_PARTS =
            List.of("Algorithm", "Credential", "Date", "Signature", "SignedHeaders");

    private final Refusals refusals;

    ClaimReader(Refusals refusals) {
        this.refusals = refusals;
    }

    /// @param parameters the decoded query
    Claim read(SignedRequest request, QueryParameters parameters) {
        String header = request.header("authorization");
        boolean presigned = parameters.first("X-Amz-Algorithm").isPresent()
                || parameters.first("X-Amz-Signature").isPresent()
                || parameters.first("X-Amz-Credential").isPresent();
        if (header != null && presigned) {
            throw refusals.ambiguous();
        }
        if (presigned) {
            return fromQuery(parameters);
        }
        if (header == null) {
            throw parameters.first("AWSAccessKeyId").isPresent() ? refusals.unsupported("AWS") : refusals.missing();
        }
        return fromHeader(request, header);
    }

    private Claim fromHeader(SignedRequest request, String header) {
        if (request.headerValues("authorization").size() > 1) {
            throw refusals.ambiguous();
        }
        int space = header.indexOf(' ');
        String algorithm = space < 0 ? header : header.substring(0, space);
        if (!algorithm.equals(Claim.ALGORITHM)) {
            throw refusals.unsupported(algorithm);
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : header.substring(space < 0 ? header.length() : space).split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw refusals.malformed(false, "it has a part that is not key=value");
            }
            if (parts.put(
                            part.substring(0, equals).strip(),
                            part.substring(equals + 1).strip())
                    != null) {
                throw refusals.malformed(false, "it has a part twice");
            }
        }
        requireAll(HEADER_PARTS, parts, "", false);
        String token = request.header(Claim.TOKEN_HEADER);
        return claim(parts, headerTime(request), Optional.empty(), Optional.ofNullable(token));
    }

    private AmzDate headerTime(SignedRequest request) {
        String amzDate = request.header(Claim.DATE_HEADER);
        String date = request.header("date");
        if (request.headerValues(Claim.DATE_HEADER).size() > 1) {
            throw refusals.malformed(false, "there are two X-Amz-Date headers");
        }
        if (amzDate == null && date == null) {
            throw refusals.noDate();
        }
        Optional<AmzDate> time = amzDate == null ? AmzDate.parseHttp(date) : AmzDate.parse(amzDate);
        return time.orElseThrow(refusals::badDate);
    }

    private Claim fromQuery(QueryParameters parameters) {
        Map<String, String> parts = new HashMap<>();
        parameters.forEach((name, value) -> {
            if (name.startsWith(QUERY_MARK) && parts.put(name.substring(QUERY_MARK.length()), value) != null) {
                throw refusals.malformed(true, name + " is there twice");
            }
        });
        String algorithm = parts.getOrDefault("Algorithm", Claim.ALGORITHM);
        if (!algorithm.equals(Claim.ALGORITHM)) {
            throw refusals.unsupported(algorithm);
        }
        requireAll(QUERY_PARTS, parts, QUERY_MARK, true);
        AmzDate time = AmzDate.parse(parts.get("Date")).orElseThrow(refusals::badDate);
        int expires = expires(parts.get("Expires"));
        return claim(parts, time, Optional.of(expires), Optional.ofNullable(parts.get("Security-Token")));
    }

    private int expires(String text) {
        if (text == null) {
            if (refusals.expiresRequired()) {
                throw refusals.malformed(true, "X-Amz-Expires is missing");
            }
            return Limit.AUTH_CLOCK_SKEW_SECONDS.intValue();
        }
        int longest = Limit.AUTH_PRESIGNED_SECONDS.intValue();
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw refusals.malformed(true, "X-Amz-Expires should be a number");
        }
        int seconds = text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
        if (seconds < 1 || seconds > longest) {
            throw refusals.malformed(true, "X-Amz-Expires must be from 1 to " + longest + " seconds, a week");
        }
        return seconds;
    }

    private void requireAll(List<String> names, Map<String, String> parts, String mark, boolean presigned) {
        List<String> missing = new ArrayList<>(names);
        missing.removeIf(name -> !parts.getOrDefault(name, "").isEmpty());
        if (!missing.isEmpty()) {
            throw refusals.incomplete(missing.stream().map(name -> mark + name).toList(), presigned);
        }
    }

    private Claim claim(Map<String, String> parts, AmzDate time, Optional<Integer> expires, Optional<String> token) {
        boolean presigned = expires.isPresent();
        String credential = parts.get("Credential");
        byte[] signature = Digests.parseHex(parts.get("Signature"));
        if (signature == null) {
            throw refusals.malformed(presigned, "a signature is 64 hexadecimal digits in lower case");
        }
        Claim claim = new Claim(
                credential,
                scope(credential, presigned),
                signedHeaders(parts.get("SignedHeaders"), presigned),
                signature,
                time,
                expires,
                token);
        if (!claim.date().equals(time.day())) {
            throw refusals.wrongDay(presigned, claim.date(), time.day());
        }
        return claim;
    }

    private CredentialScope scope(String credential, boolean presigned) {
        String[] parts = credential.split("/", -1);
        if (parts.length != 5 || !parts[4].equals(Claim.TERMINATOR) || parts[0].isEmpty() || parts[1].length() != 8) {
            throw refusals.malformed(
                    presigned,
                    "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"");
        }
        if (!CredentialScope.isRegion(parts[2])) {
            throw refusals.malformed(presigned, "the Credential names no region");
        }
        return new CredentialScope(parts[0], parts[2], parts[3]);
    }

    /// Ascending and without repetition, as every signer writes them: so no header is taken in twice, and what is
    /// signed is no longer than what was sent.
    private List<String> signedHeaders(String text, boolean presigned) {
        List<String> names = List.of(text.split(";", -1));
        String before = "";
        for (String name : names) {
            if (name.compareTo(before) <= 0 || !isLowerCaseToken(name)) {
                throw refusals.malformed(
                        presigned, "SignedHeaders are names in lower case, in ascending order, separated by ';'");
            }
            before = name;
        }
        if (!names.contains("host")) {
            throw refusals.unsigned("host");
        }
        return names;
    }

    private static boolean isLowerCaseToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "!#$%&'*+-.^_`|~".indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }
}
