package io.millrace.server.intercept;

import io.millrace.core.function.FunctionAccess;
import java.security.SecureRandom;
import java.util.Base64;

/// Makes the key that functions sign with, in the form of AWS's temporary credentials. It lives as long as the program.
public final class FunctionKey {
    private static final String PREFIX = "ASIAFUNCTION";
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_CHARS = 20;
    private static final int SECRET_BYTES = 30;
    private static final int TOKEN_BYTES = 96;

    private FunctionKey() {}

    public static FunctionAccess.Credentials make(SecureRandom random) {
        StringBuilder id = new StringBuilder(PREFIX);
        while (id.length() < ID_CHARS) {
            id.append(BASE_32.charAt(random.nextInt(BASE_32.length())));
        }
        return new FunctionAccess.Credentials(id.toString(), text(random, SECRET_BYTES), text(random, TOKEN_BYTES));
    }

    private static String text(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
