package io.millrace.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Objects behind a REST API: integrations of type AWS by path, to S3's own door.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-s3.html>
class GatewayS3Test {
    private static final String DOCUMENT = """
            swagger: "2.0"
            info: {title: objects, version: "1"}
            x-amazon-apigateway-binary-media-types: [image/*]
            paths:
              /{folder}/{item+}:
                x-amazon-apigateway-any-method:
                  consumes: [application/json]
                  parameters:
                    - {name: folder, in: path, required: true, type: string}
                    - {name: item, in: path, required: true, type: string}
                    - {name: Content-Type, in: header, type: string}
                  responses:
                    "200": {description: ok, headers: {Content-Type: {type: string}, ETag: {type: string}}}
                    "404": {description: none}
                  x-amazon-apigateway-integration:
                    type: aws
                    httpMethod: ANY
                    uri: arn:aws:apigateway:us-east-1:s3:path/{bucket}/{key}
                    credentials: arn:aws:iam::000000000000:role/r
                    requestParameters:
                      integration.request.path.bucket: method.request.path.folder
                      integration.request.path.key: method.request.path.item
                      integration.request.header.Content-Type: method.request.header.Content-Type
                    responses:
                      default:
                        statusCode: "200"
                        responseParameters:
                          method.response.header.Content-Type: integration.response.header.Content-Type
                          method.response.header.ETag: integration.response.header.ETag
                      "404": {statusCode: "404", responseTemplates: {application/json: '{"lost":"$context.path"}'}}
            """;

    @TempDir
    static Path folder;

    private static GatewayTestPlant plant;
    private static String api;

    @BeforeAll
    static void open() {
        plant = new GatewayTestPlant(folder);
        plant.send("PUT", "/shelf", "", "");
        api = plant.api(DOCUMENT);
    }

    @AfterAll
    static void close() {
        plant.close();
    }

    @Test
    void anObjectIsPutAndReadBack() {
        byte[] picture = {0, 1, (byte) 0x80, (byte) 0xff};

        Wire.Answer put = plant.call("PUT", api, "/shelf/a%20b/c.gif", "Content-Type: image/gif\r\n", picture);
        Wire.Answer direct = plant.send("GET", "/shelf/a%20b/c.gif", "", "");
        Wire.Answer got = plant.get(api, "/shelf/a%20b/c.gif");

        assertThat(put.status()).isEqualTo(200);
        assertThat(direct.bytes()).isEqualTo(picture);
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.bytes()).isEqualTo(picture);
        assertThat(got.header("Content-Type")).isEqualTo("image/gif");
        assertThat(got.header("ETag")).isEqualTo(direct.header("ETag")).isNotEmpty();
    }

    @Test
    void anObjectThatIsNotThereIsSelectedByItsStatus() {
        Wire.Answer answer = plant.get(api, "/shelf/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"lost\":\"/dev/shelf/nothing\"}");
    }

    @Test
    void aPathLeadsToNoOtherBucket() {
        plant.send("PUT", "/secret", "", "");
        plant.send("PUT", "/secret/x", "", "s");

        for (String path : new String[] {"/shelf/../secret/x", "/shelf/%2e%2e/secret/x", "/shelf%2f..%2fsecret/x"}) {
            assertThat(plant.get(api, path).status()).isEqualTo(400);
        }
    }
}
