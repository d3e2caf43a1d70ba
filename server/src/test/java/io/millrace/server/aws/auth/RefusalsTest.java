package io.millrace.server.aws.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What clients are told, word for word where AWS has words for it.
class RefusalsTest {
    private static final Instant SIGNED_AT = Instant.parse("2026-11-21T08:00:00Z");
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Credentials CREDENTIALS = Credentials.parse(
            "keys",
            List.of(
                    "[plain]",
                    "aws_access_key_id=AKIDPLAIN",
                    "aws_secret_access_key=secret",
                    "[session]",
                    "aws_access_key_id=AKIDSESSION",
                    "aws_secret_access_key=secret",
                    "aws_session_token=TOKEN"));

    private static TestRequest unsigned() {
        return TestRequest.of(
                "POST", "/", "Host", "localhost:4566", "X-Amz-Date", "20261121T080000Z", "X-Amz-Target", "F.PutRecord");
    }

    private static TestRequest authorized(String authorization) {
        return unsigned().with("Authorization", authorization);
    }

    private static TestRequest firehose() {
        return Signer.sign(unsigned(), BODY, new Signer.Key("AKIDPLAIN", "secret"), "firehose");
    }

    private static TestRequest s3(String payload) {
        TestRequest request = unsigned().without("X-Amz-Target").with("X-Amz-Content-Sha256", payload);
        return Signer.sign(request, payload, new Signer.Key("AKIDPLAIN", "secret"), "s3");
    }

    private static SigV4 at(Instant now) {
        return new SigV4(CREDENTIALS, InstantSource.fixed(now));
    }

    private static void json(TestRequest request, String code, String message) {
        refused(() -> at(SIGNED_AT).verifyJson(request, BODY), code, message);
    }

    private static void s3(TestRequest request, String code, String message) {
        refused(() -> at(SIGNED_AT).verifyS3(request), code, message);
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void aRequestWithoutASignatureIsRefused() {
        json(unsigned(), "MissingAuthenticationTokenException", "Missing Authentication Token");
        s3(unsigned(), "AccessDenied", "Access Denied");
    }

    @Test
    void theQueryProtocolHasItsOwnCodes() {
        SigV4 sigV4 = at(SIGNED_AT);
        Signer.Key other = new Signer.Key("AKIDOTHER", "secret");
        Signer.Key wrong = new Signer.Key("AKIDPLAIN", "wrong");
        refused(() -> sigV4.verifyQuery(unsigned(), BODY), "MissingAuthenticationToken", "Missing");
        refused(() -> sigV4.verifyQuery(authorized("AWS4-HMAC-SHA256 a=b"), BODY), "IncompleteSignature", "requires");
        refused(
                () -> sigV4.verifyQuery(Signer.sign(unsigned(), BODY, other, "sts"), BODY),
                "InvalidClientTokenId",
                "The security token included in the request is invalid.");
        refused(
                () -> sigV4.verifyQuery(Signer.sign(unsigned(), BODY, wrong, "sts"), BODY),
                "SignatureDoesNotMatch",
                "Check your AWS Secret Access Key and signing method.");
    }

    @Test
    void theDateMayBeInHttpsOwnHeader() {
        Signer.Key key = new Signer.Key("AKIDPLAIN", "secret");
        TestRequest dated = unsigned().without("X-Amz-Date").with("Date", "Sat, 21 Nov 2026 08:00:00 GMT");
        at(SIGNED_AT).verifyJson(Signer.sign(dated, BODY, key, "firehose"), BODY);
        json(
                Signer.sign(dated, BODY, key, "firehose").replacing("Date", "yesterday"),
                "IncompleteSignatureException",
                "Date must be in ISO-8601 'basic format'");
    }

    @Test
    void partsThatAreMissingAreNamed() {
        json(
                authorized("AWS4-HMAC-SHA256 Credential=x"),
                "IncompleteSignatureException",
                "Authorization header requires 'Signature' parameter."
                        + " Authorization header requires 'SignedHeaders' parameter.");
        json(
                firehose().without("X-Amz-Date"),
                "IncompleteSignatureException",
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        s3(
                authorized("AWS4-HMAC-SHA256 Credential=x"),
                "AuthorizationHeaderMalformed",
                "The authorization header is malformed; it has no Signature, no SignedHeaders.");
        s3(
                unsigned().withQuery("X-Amz-Algorithm=AWS4-HMAC-SHA256"),
                "AuthorizationQueryParametersError",
                "Query-string authentication version 4 requires");
    }

    @Test
    void otherKindsOfAuthorizationAreRefusedByName() {
        String v4a = "AWS4-ECDSA-P256-SHA256 Credential=AKIDPLAIN/20261121/s3/aws4_request";
        json(authorized(v4a), "IncompleteSignatureException", "Signature Version 4A (AWS4-ECDSA-P256-SHA256)");
        s3(authorized(v4a), "InvalidRequest", "Signature Version 4A (AWS4-ECDSA-P256-SHA256) is not supported");
        s3(authorized("AWS AKIDPLAIN:abc"), "InvalidRequest", "authorization mechanism you have provided");
        s3(unsigned().withQuery("AWSAccessKeyId=A&Signature=b"), "InvalidRequest", "Please use AWS4-HMAC-SHA256.");
        json(authorized("Bearer abc"), "IncompleteSignatureException", "Unsupported AWS 'algorithm'");
        s3(
                s3("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER"),
                "InvalidRequest",
                "Signature Version 4A (AWS4-ECDSA-P256-SHA256) is not supported");
    }

    @Test
    void anUnknownKeyIsRefused() {
        TestRequest request = Signer.sign(unsigned(), BODY, new Signer.Key("AKIDOTHER", "secret"), "firehose");
        json(request, "UnrecognizedClientException", "The security token included in the request is invalid.");
        TestRequest object = Signer.sign(unsigned(), "UNSIGNED-PAYLOAD", new Signer.Key("AKIDOTHER", "s"), "s3");
        s3(object, "InvalidAccessKeyId", "does not exist in our records");
    }

    @Test
    void aWrongSecretIsAMismatchThatShowsWhatWasExpected() {
        TestRequest request = Signer.sign(unsigned(), BODY, new Signer.Key("AKIDPLAIN", "other"), "firehose");
        json(request, "InvalidSignatureException", "The request signature we calculated does not match the signature");
        json(
                request,
                "InvalidSignatureException",
                "The Canonical String for this request should have been\n'POST\n/\n");
        TestRequest object = Signer.sign(unsigned(), "UNSIGNED-PAYLOAD", new Signer.Key("AKIDPLAIN", "other"), "s3");
        s3(object.with("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), "AccessDenied", "which were not signed");
    }

    @Test
    void theClockMayDifferByAQuarterOfAnHour() {
        at(SIGNED_AT.plusSeconds(900)).verifyJson(firehose(), BODY);
        at(SIGNED_AT.minusSeconds(900)).verifyJson(firehose(), BODY);
        refused(
                () -> at(SIGNED_AT.plusSeconds(901)).verifyJson(firehose(), BODY),
                "InvalidSignatureException",
                "Signature expired: 20261121T080000Z is now earlier than 20261121T080001Z (20261121T081501Z - 15 min.)");
        refused(
                () -> at(SIGNED_AT.minusSeconds(901)).verifyJson(firehose(), BODY),
                "InvalidSignatureException",
                "Signature not yet current: 20261121T080000Z is still later than 20261121T075959Z (20261121T074459Z"
                        + " + 15 min.)");
        refused(
                () -> at(SIGNED_AT.plusSeconds(901)).verifyS3(s3("UNSIGNED-PAYLOAD")),
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.");
    }

    @Test
    void theBodyMustBeTheOneThatWasSigned() {
        byte[] other = "[]".getBytes(StandardCharsets.UTF_8);
        refused(
                () -> at(SIGNED_AT).verifyJson(firehose(), other),
                "InvalidSignatureException",
                "does not match the signature you provided");
        TestRequest declared = unsigned().with("x-amz-content-sha256", Digests.hex(Digests.sha256(BODY)));
        TestRequest request = Signer.sign(declared, BODY, new Signer.Key("AKIDPLAIN", "secret"), "firehose");
        at(SIGNED_AT).verifyJson(request, BODY);
        refused(
                () -> at(SIGNED_AT).verifyJson(request, other),
                "InvalidSignatureException",
                "x-amz-content-sha256 is not the SHA-256");
    }

    @Test
    void whatChangesARequestMustBeSigned() {
        json(
                firehose().with("X-Amz-Other", "1"),
                "InvalidSignatureException",
                "'x-amz-other' must be a 'SignedHeader' in the AWS Authorization.");
        json(
                firehose().without("X-Amz-Target"),
                "InvalidSignatureException",
                "'x-amz-target' is a 'SignedHeader' in the AWS Authorization, but not in the request.");
        json(
                authorized("AWS4-HMAC-SHA256 Credential=AKIDPLAIN/20261121/us-east-1/f/aws4_request,"
                        + "SignedHeaders=x-amz-date,Signature=" + "0".repeat(64)),
                "InvalidSignatureException",
                "'host' must be a 'SignedHeader'");
    }

    @Test
    void aHeaderIsSignedOnceAndInOrder() {
        for (String names : List.of("host;host", "x-amz-date;host", "Host", "host;", "", "host;a b")) {
            json(
                    authorized("AWS4-HMAC-SHA256 Credential=AKIDPLAIN/20261121/us-east-1/f/aws4_request,SignedHeaders="
                            + names + ",Signature=" + "0".repeat(64)),
                    "IncompleteSignatureException",
                    "SignedHeaders");
        }
    }

    @Test
    void aCredentialForAnotherDayOrServiceIsRefused() {
        TestRequest yesterday = firehose().replacing("X-Amz-Date", "20261120T235900Z");
        json(yesterday, "InvalidSignatureException", "'20261121' != '20261120'");
        s3(
                s3("UNSIGNED-PAYLOAD").replacing("X-Amz-Date", "20261120T235900Z"),
                "AuthorizationHeaderMalformed",
                "Invalid credential date \"20261121\". This date is not the same as X-Amz-Date: \"20261120\"");
        s3(
                firehose(),
                "AuthorizationHeaderMalformed",
                "incorrect service \"firehose\". This endpoint belongs to \"s3\"");
    }

    @Test
    void aSessionTokenMustBeTheKeysOwn() {
        TestRequest plain = firehose().with("X-Amz-Security-Token", "TOKEN");
        json(plain, "UnrecognizedClientException", "security token included in the request is invalid");
        Signer.Key key = new Signer.Key("AKIDSESSION", "secret");
        TestRequest session = unsigned().with("X-Amz-Security-Token", "TOKEN");
        at(SIGNED_AT).verifyJson(Signer.sign(session, BODY, key, "firehose"), BODY);
        json(
                Signer.sign(session.replacing("X-Amz-Security-Token", "OTHER"), BODY, key, "firehose"),
                "UnrecognizedClientException",
                "is invalid");
        json(Signer.sign(unsigned(), BODY, key, "firehose"), "UnrecognizedClientException", "is invalid");
    }

    @Test
    void aPresignedUrlIsGoodForAWeekAtMost() {
        String query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDPLAIN%2F20261121%2Fus-east-1%2Fs3%2F"
                + "aws4_request&X-Amz-Date=20261121T080000Z&X-Amz-SignedHeaders=host&X-Amz-Signature="
                + "0".repeat(64) + "&X-Amz-Expires=";
        TestRequest request = TestRequest.of("GET", "/b/k", "Host", "localhost");
        String code = "AuthorizationQueryParametersError";
        s3(request.withQuery(query + "604801"), code, "X-Amz-Expires must be from 1 to 604800 seconds");
        s3(request.withQuery(query + "99999999999"), code, "X-Amz-Expires must be from 1 to 604800 seconds");
        s3(request.withQuery(query + "0"), code, "X-Amz-Expires must be from 1 to 604800 seconds");
        s3(request.withQuery(query + "-1"), code, "X-Amz-Expires should be a number");
        s3(request.withQuery(query), code, "X-Amz-Expires should be a number");
        s3(request.withQuery(query + "1&X-Amz-Date=20261121T080000Z"), code, "X-Amz-Date is there twice");
        s3(request.withQuery(query + "604800"), "SignatureDoesNotMatch", "signature we calculated does not match");
        s3(authorized("x").withQuery(query + "1"), "InvalidArgument", "Only one auth mechanism allowed");
    }

    @Test
    void anS3RequestDeclaresItsBody() {
        TestRequest undeclared =
                Signer.sign(unsigned(), "UNSIGNED-PAYLOAD", new Signer.Key("AKIDPLAIN", "secret"), "s3");
        s3(undeclared, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        s3(s3("SIGNED"), "InvalidArgument", "or a valid sha256 value.");
        assertThat(at(SIGNED_AT)
                        .verifyS3(s3("STREAMING-UNSIGNED-PAYLOAD-TRAILER"))
                        .payload())
                .isEqualTo(Payload.UNSIGNED);
    }

    @Test
    void anEscapeThatIsNoneIsRefused() {
        s3(s3("UNSIGNED-PAYLOAD").withPath("/b/%zz"), "InvalidURI", "Couldn't parse the specified URI.");
        s3(s3("UNSIGNED-PAYLOAD").withQuery("a=%4"), "InvalidURI", "Couldn't parse the specified URI.");
        json(firehose().withQuery("%"), "MalformedQueryString", "not well percent-encoded");
    }

    @Test
    void strangersFillNoMemory() {
        SigningKeys keys = new SigningKeys();
        Verifier verifier = new Verifier(CREDENTIALS, keys, InstantSource.fixed(SIGNED_AT));
        Verifier.Rules rules = new Verifier.Rules(ApiRefusals.JSON, false, java.util.Set.of());
        String hash = Digests.hex(Digests.sha256(BODY));
        for (int i = 0; i < 3000; i++) {
            TestRequest request =
                    Signer.sign(unsigned(), BODY, new Signer.Key("AKIDPLAIN", i % 2 == 0 ? "secret" : "?"), "s" + i);
            try {
                verifier.verify(request, rules, (claim, query) -> hash);
            } catch (RequestException expected) {
                assertThat(i % 2).isEqualTo(1);
            }
        }

        assertThat(keys.size()).isBetween(1, 1024);
    }
}
