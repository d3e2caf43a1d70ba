package io.millrace.server.aws.apigateway;

/// What the authorizers of a stage have answered, as far as it is kept. Any thread.
@FunctionalInterface
public interface AuthorizerCache {
    /// Where nothing is kept.
    AuthorizerCache NONE = (region, apiId, stage) -> {};

    /// Forgets all of it.
    void flush(String region, String apiId, String stage);
}
