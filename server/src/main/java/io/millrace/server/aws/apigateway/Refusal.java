package io.millrace.server.aws.apigateway;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;

/// API Gateway's errors, in AWS's words.
final class Refusal {
    private Refusal() {}

    static RequestException bad(String message) {
        return new RequestException("BadRequestException", message);
    }

    static RequestException conflict(String message) {
        return new RequestException("ConflictException", message);
    }

    static RequestException notFound(String message) {
        return new RequestException("NotFoundException", message);
    }

    static RequestException noApi(String apiId) {
        return notFound("Invalid API identifier specified " + Arn.ACCOUNT + ":" + apiId);
    }

    /// An id that was planned may have been given to something else since.
    static void requireFree(boolean taken, String id) {
        if (taken) {
            throw conflict("The id " + id + " is taken");
        }
    }

    /// @param present how many there are already
    static void requireRoom(int present, Limit limit) {
        if (present >= limit.value()) {
            throw new RequestException(
                    "LimitExceededException", "Maximum number reached: at most " + limit.value() + " " + limit.why());
        }
    }
}
