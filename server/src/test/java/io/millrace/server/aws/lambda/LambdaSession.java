package io.millrace.server.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.aws.protocol.Authenticator;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.Runtime;

/// A server, and AWS's own Java client for it.
abstract class LambdaSession {
    static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:";
    static final String ROLE = "arn:aws:iam::000000000000:role/lambda";
    static final SdkBytes ZIP = SdkBytes.fromUtf8String("PK one");
    static final SdkBytes OTHER_ZIP = SdkBytes.fromUtf8String("PK two");

    @TempDir
    Path folder;

    LambdaTestServer server;
    LambdaClient lambda;

    @BeforeEach
    void open() {
        server = new LambdaTestServer(folder, Authenticator.OPEN);
        lambda = server.client();
    }

    @AfterEach
    void close() {
        lambda.close();
        server.close();
    }

    CreateFunctionResponse create(String name) {
        return create(name, b -> {});
    }

    CreateFunctionResponse create(String name, Consumer<CreateFunctionRequest.Builder> more) {
        return lambda.createFunction(b -> {
            b.functionName(name)
                    .runtime(Runtime.JAVA21)
                    .handler("a.B::c")
                    .role(ROLE)
                    .code(c -> c.zipFile(ZIP));
            more.accept(b);
        });
    }

    static void fails(ThrowingCallable call, int status, String code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LambdaException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorMessage()).contains(message);
        });
    }
}
