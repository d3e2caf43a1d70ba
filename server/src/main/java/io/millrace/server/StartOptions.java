package io.millrace.server;

import java.nio.file.Path;
import java.util.Optional;

/// What `millrace start` is told.
///
/// @param host address to listen on; anything but loopback needs credentials
/// @param port 0 for any free one
/// @param data folder that everything is kept in; made when it does not exist
/// @param log URI of the log: `embedded:[PATH][?SETTING=VALUE&…]`
/// @param tables where tables are kept: `sqlite:[PATH]` or `dynamodb://REGION[?endpoint=URL]`
/// @param credentials file of the access keys that requests must be signed with; empty to let everyone on this machine
/// in
/// @param functionsUser user of the system that functions run as; empty for the one that runs the program
public record StartOptions(
        String host,
        int port,
        Path data,
        String log,
        String tables,
        Optional<Path> credentials,
        Optional<String> functionsUser) {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 4566;
    public static final String DEFAULT_LOG = "embedded:";
    public static final String DEFAULT_TABLES = "sqlite:";
}
