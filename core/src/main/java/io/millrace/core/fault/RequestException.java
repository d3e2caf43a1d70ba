package io.millrace.core.fault;

/// The caller's fault: something in what was asked is wrong, and asking again unchanged will fail again.
///
/// The code is AWS's own name of the error (`ResourceNotFoundException`, `InvalidArgumentException`, `NoSuchBucket`…);
/// a door
/// maps it to the status and the message form of its protocol. The message says what was wrong, where, and what would
/// be right;
/// it is shown to the caller, so it holds no secret and no record content.
public final class RequestException extends RuntimeException {
    private final String code;

    public RequestException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /// AWS's name of the error.
    public String code() {
        return code;
    }

    public static RequestException invalidArgument(String message) {
        return new RequestException("InvalidArgumentException", message);
    }

    public static RequestException notFound(String message) {
        return new RequestException("ResourceNotFoundException", message);
    }
}
