package io.millrace.server.deploy.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A server of AWS's services, asked in one region. Requests are not signed, they only say for which region and service
/// they are: a server that asks for signatures is deployed to with AWS's own tools.
///
/// Any thread.
public final class AwsHttp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(Limit.DEPLOY_REQUEST_SECONDS.value());

    private static final int FORBIDDEN = 403;
    private static final String UNSIGNED =
            "; requests of this command are not signed: where the server asks for" + " signatures, use the aws CLI";

    private final String url;
    private final String region;
    private final HttpClient client;

    /// @param url where the server listens, with or without a slash at the end
    public AwsHttp(URI url, String region) {
        this.url = url.toString().replaceFirst("/+$", "");
        this.region = region;
        this.client = QuickClient.to(url, PATIENCE);
    }

    /// Where the server listens, without a slash at the end.
    public String url() {
        return url;
    }

    public String region() {
        return region;
    }

    HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=millrace/20260101/" + region + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0");
    }

    /// What was answered, whatever the status.
    ///
    /// @throws IOException with a message for the user when no server answers
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException("No server answers at " + url + ": start one with 'millrace start'", e);
        }
    }

    /// Says why a request was not answered with 200.
    static AwsException refused(String operation, HttpResponse<String> response) {
        try {
            XmlNode root = XmlNode.parse(response.body());
            XmlNode error = root.name().equals("Error") ? root : root.child("Error");
            String hint = response.statusCode() == FORBIDDEN ? UNSIGNED : "";
            return new AwsException(operation, error.text("Code"), error.text("Message") + hint);
        } catch (IOException notXml) {
            return new AwsException(
                    operation,
                    Integer.toString(response.statusCode()),
                    response.body().strip());
        }
    }

    /// The same of a service that answers in JSON.
    static AwsException refusedJson(String operation, HttpResponse<String> response) {
        try {
            JsonNode error = new ObjectMapper().readTree(response.body());
            String code = error.path("__type").asText(Integer.toString(response.statusCode()));
            String hint = response.statusCode() == FORBIDDEN ? UNSIGNED : "";
            return new AwsException(
                    operation,
                    code.substring(code.indexOf('#') + 1),
                    error.path("message").asText(error.path("Message").asText()) + hint);
        } catch (JsonProcessingException notJson) {
            return new AwsException(
                    operation,
                    Integer.toString(response.statusCode()),
                    response.body().strip());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
