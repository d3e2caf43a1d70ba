package io.millrace.server.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.aws.auth.Credentials;
import io.millrace.server.aws.auth.SigV4;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Settings of buckets as bytes on the wire, and what browsers are told by CORS rules.
@Timeout(60)
class BucketSettingsWireTest {
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String SPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
    private static final String CORS = "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod>"
            + "<AllowedOrigin>https://*.example.com</AllowedOrigin><AllowedHeader>x-a*</AllowedHeader>"
            + "<ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>60</MaxAgeSeconds></CORSRule><CORSRule>"
            + "<AllowedMethod>PUT</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>";

    @TempDir
    Path folder;

    private S3TestServer server;
    private RawHttp http;

    @BeforeEach
    void open() {
        server = S3TestServer.open(folder);
        http = new RawHttp(server.port());
        http.put("/clicks", "");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void documentsToTheByte() {
        String versioning = "<VersioningConfiguration" + SPACE + "><Status>Enabled</Status></VersioningConfiguration>";
        assertThat(http.get("/clicks?versioning").body()).isEqualTo(XML + "<VersioningConfiguration" + SPACE + "/>");
        assertThat(http.put("/clicks?versioning", versioning).status()).isEqualTo(200);
        assertThat(http.get("/clicks?versioning").body()).isEqualTo(XML + versioning);

        String policy = "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"NotAction\":\"s3:Get*\","
                + "\"Resource\":\"arn:aws:s3:::clicks/*\"}} ";
        assertThat(http.put("/clicks?policy", policy).status()).isEqualTo(204);
        RawHttp.Answer kept = http.get("/clicks?policy");
        assertThat(kept.body()).isEqualTo(policy);
        assertThat(kept.head()).contains("Content-Type: application/json");
        assertThat(http.get("/clicks?policyStatus").body())
                .isEqualTo(XML + "<PolicyStatus" + SPACE + "><IsPublic>FALSE</IsPublic></PolicyStatus>");
    }

    @Test
    void whatDoesNotFitIsMalformedAndNamed() {
        refused("versioning", "<VersioningConfiguration><Stato/></VersioningConfiguration>", "no element Stato");
        refused("versioning", "<VersioningConfiguration><Status>On</Status></VersioningConfiguration>", "Status must");
        refused("versioning", "<VersioningConfiguration>x</VersioningConfiguration>", "takes no text");
        refused("versioning", "<Other/>", "not well-formed");
        refused("versioning", "", "not well-formed");
        refused("tagging", "<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>", "Tag holds Value");
        refused(
                "ownershipControls",
                "<OwnershipControls><Rule><ObjectOwnership><a/></ObjectOwnership></Rule></OwnershipControls>",
                "ObjectOwnership takes text");
        refused(
                "lifecycle",
                "<LifecycleConfiguration><Rule><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>"
                        + "</LifecycleConfiguration>",
                "either Filter or Prefix");
        assertThat(http.get("/clicks?versioning").body()).doesNotContain("Status");
    }

    private void refused(String setting, String document, String why) {
        assertThat(http.put("/clicks?" + setting, document).body()).contains("<Code>MalformedXML</Code>", why);
    }

    @Test
    void whatIsNotHereIsRefusedByNameAndMakesNothing() {
        for (String setting : List.of(
                "website",
                "object-lock",
                "replication",
                "inventory",
                "metrics",
                "analytics",
                "intelligent-tiering",
                "abac",
                "metadataTable",
                "metadataConfiguration",
                "policyStatus")) {
            assertThat(http.put("/clicks?" + setting, "<a/>").body()).contains("<Code>NotImplemented</Code>", setting);
        }
        assertThat(http.put(
                                "/clicks?notification",
                                "<NotificationConfiguration><QueueConfiguration/></NotificationConfiguration>")
                        .body())
                .contains("<Code>NotImplemented</Code>", "QueueConfiguration");
        assertThat(http.put("/other?metadataTable", "").body()).contains("<Code>NoSuchBucket</Code>");
    }

    @Test
    void aPreflightIsAnsweredByTheRules() {
        assertThat(preflight("https://a.example.com", "GET", "").body()).contains("CORS is not enabled");
        assertThat(http.put("/clicks?cors", CORS).status()).isEqualTo(200);

        RawHttp.Answer allowed = preflight("https://a.example.com", "GET", "X-Amz-Date, x-a");
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.head())
                .contains(
                        "Access-Control-Allow-Origin: https://a.example.com",
                        "Access-Control-Allow-Methods: GET",
                        "Access-Control-Allow-Headers: x-amz-date, x-a",
                        "Access-Control-Expose-Headers: ETag",
                        "Access-Control-Max-Age: 60",
                        "Access-Control-Allow-Credentials: true",
                        "Vary: Origin");
        assertThat(preflight("https://b", "PUT", "").head())
                .contains("Access-Control-Allow-Origin: *")
                .doesNotContain("Allow-Credentials");

        assertThat(preflight("https://example.com", "GET", "").status()).isEqualTo(403);
        assertThat(preflight("https://a.example.com", "GET", "y").body()).contains("<Code>AccessForbidden</Code>");
        assertThat(preflight("https://a.example.com", "DELETE", "").status()).isEqualTo(403);
        assertThat(http.send("OPTIONS /clicks/k", "Origin: https://b\r\n", "").body())
                .contains("<Code>BadRequest</Code>");
    }

    private RawHttp.Answer preflight(String origin, String method, String headers) {
        return http.send(
                "OPTIONS /clicks/k",
                "Origin: " + origin + "\r\nAccess-Control-Request-Method: " + method + "\r\n"
                        + (headers.isEmpty() ? "" : "Access-Control-Request-Headers: " + headers + "\r\n"),
                "");
    }

    @Test
    void answersCarryTheHeadersOfTheRuleAlsoThoseThatRefuse() {
        http.put("/clicks/k", "hello");
        http.put("/clicks?cors", CORS);

        String origin = "Origin: https://a.example.com\r\n";
        assertThat(http.send("GET /clicks/k", origin, "").head())
                .contains("200", "Access-Control-Allow-Origin: https://a.example.com");
        assertThat(http.send("GET /clicks/no", origin, "").head())
                .contains("404", "Access-Control-Allow-Origin: https://a.example.com");
        assertThat(http.send("GET /clicks/k", "Origin: https://b\r\n", "").head())
                .doesNotContain("Access-Control");
        assertThat(http.get("/clicks/k").head()).doesNotContain("Access-Control");
        assertThat(http.send("GET /clicks/%zz", origin, "").status()).isEqualTo(400);
    }

    @Test
    void nobodySignsAPreflightAndNothingElseGoesUnsigned() throws Exception {
        http.put("/clicks?cors", CORS);
        server.close();
        Path file = Files.writeString(
                folder.resolve("credentials"), "[a]\naws_access_key_id=AKIDA\naws_secret_access_key=secret\n");
        server = new S3TestServer(
                folder,
                new SigV4(Credentials.read(file), InstantSource.fixed(S3TestServer.NOW)).s3(),
                InstantSource.fixed(S3TestServer.NOW));
        http = new RawHttp(server.port());

        assertThat(preflight("https://b", "PUT", "").status()).isEqualTo(200);
        assertThat(http.get("/clicks/k").status()).isEqualTo(403);
        assertThat(http.get("/clicks?cors").status()).isEqualTo(403);
    }
}
