package io.millrace.server.gateway;

import io.millrace.server.gateway.call.CallContext;
import io.millrace.server.gateway.call.GatewayRequest;
import io.millrace.server.gateway.live.LiveStage;
import java.util.Optional;

/// One request on its way through a stage.
///
/// @param live the stage
/// @param found its method; none when there is none
/// @param request as it came
/// @param context what is known of it
record Call(LiveStage live, Optional<LiveStage.Found> found, GatewayRequest request, CallContext context) {
    Call(LiveStage live, Optional<LiveStage.Found> found, GatewayRequest request) {
        this(
                live,
                found,
                request,
                new CallContext(
                        request,
                        new CallContext.Place(
                                live.api().region(),
                                live.api().apiId(),
                                live.stage().name(),
                                found.map(LiveStage.Found::resourceId).orElse(""))));
    }
}
