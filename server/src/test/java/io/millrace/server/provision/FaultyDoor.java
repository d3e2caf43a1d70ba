package io.millrace.server.provision;

import io.millrace.server.http.Exchange;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.Response;

/// A door that counts its calls and refuses one of them, or all from one on.
final class FaultyDoor implements HttpHandler {
    private final HttpHandler door;
    private int calls;
    private int firstRefused = Integer.MAX_VALUE;
    private int lastRefused = Integer.MAX_VALUE;

    FaultyDoor(HttpHandler door) {
        this.door = door;
    }

    int calls() {
        return calls;
    }

    /// Begins to count anew.
    ///
    /// @param first of the calls that are refused, from 1 on
    /// @param last of them
    void refuse(int first, int last) {
        calls = 0;
        firstRefused = first;
        lastRefused = last;
    }

    void refuseNone() {
        refuse(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public void handle(Exchange exchange) {
        calls++;
        if (calls >= firstRefused && calls <= lastRefused) {
            exchange.send(Response.of(400, "application/json", "{\"__type\":\"Refused\",\"message\":\"by the test\"}"));
        } else {
            door.handle(exchange);
        }
    }
}
