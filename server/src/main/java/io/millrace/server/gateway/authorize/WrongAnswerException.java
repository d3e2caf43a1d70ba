package io.millrace.server.gateway.authorize;

import io.millrace.server.gateway.call.BoundedPattern;

/// A function's answer, or an authorizer's configuration, that cannot be honoured. The message names what is wrong, for
/// the log; callers are not told.
final class WrongAnswerException extends Exception {
    WrongAnswerException(String message) {
        super(message, null, false, false);
    }

    /// An `identityValidationExpression`.
    static BoundedPattern expression(String text) throws WrongAnswerException {
        try {
            return BoundedPattern.of(text);
        } catch (IllegalArgumentException e) {
            throw new WrongAnswerException("identityValidationExpression is " + e.getMessage());
        }
    }
}
