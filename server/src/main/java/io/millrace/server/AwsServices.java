package io.millrace.server;

import io.millrace.server.aws.AwsDoor;
import io.millrace.server.aws.MissingServices;
import io.millrace.server.aws.auth.S3Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.aws.protocol.JsonService;
import io.millrace.server.aws.protocol.QueryProtocol;
import io.millrace.server.aws.protocol.QueryService;
import io.millrace.server.aws.protocol.RestProtocol;
import io.millrace.server.aws.protocol.RestService;
import io.millrace.server.http.HttpHandler;
import java.util.List;
import java.util.function.Function;

/// The services of AWS that there are, by protocol. Two doors lead to them: one for clients, and one for what this
/// program asks of itself.
///
/// @param s3 made for each door with the way that it lets in
record AwsServices(
        List<JsonService> json,
        List<QueryService> query,
        List<RestService> rest,
        Function<S3Authenticator, HttpHandler> s3) {
    AwsDoor door(Access access) {
        return new AwsDoor(
                new JsonProtocol(json, access.json()),
                new QueryProtocol(query, access.query()),
                new RestProtocol(rest, access.json()),
                new MissingServices(s3.apply(access.s3())));
    }
}
