package io.millrace.server.gateway.authorize;

/// A function's answer, or an authorizer's configuration, that cannot be honoured. The message names what is wrong, for
/// the log; callers are not told.
final class WrongAnswerException extends Exception {
    WrongAnswerException(String message) {
        super(message, null, false, false);
    }
}
