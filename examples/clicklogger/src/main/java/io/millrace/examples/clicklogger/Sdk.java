package io.millrace.examples.clicklogger;

import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/// Clients of AWS that are ready soon: nothing is searched for that a function knows. Region and credentials are in its
/// environment, and so is the endpoint where it is not AWS's (`AWS_ENDPOINT_URL`, which the SDK reads by itself).
final class Sdk {
    private Sdk() {}

    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
                .region(Region.of(Setting.of("AWS_REGION", "Lambda sets it")))
                .build();
    }
}
