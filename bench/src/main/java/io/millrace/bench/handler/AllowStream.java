package io.millrace.bench.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// An authorizer that lets in whoever asks.
public final class AllowStream implements RequestStreamHandler {
    private static final byte[] ANSWER = """
            {"principalId":"bench","context":{"tenant":"bench"},"policyDocument":{"Version":"2012-10-17",
             "Statement":[{"Effect":"Allow","Action":"execute-api:Invoke","Resource":"arn:aws:execute-api:*"}]}}
            """.getBytes(StandardCharsets.US_ASCII);

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        out.write(ANSWER);
    }
}
