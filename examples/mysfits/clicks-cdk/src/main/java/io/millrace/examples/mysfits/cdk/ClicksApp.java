package io.millrace.examples.mysfits.cdk;

import java.nio.file.Path;
import software.amazon.awscdk.App;

/// What the `cdk` command runs. The context value `jar` names the function's code where it does not lie beside this
/// project, the value `stack` another name for the stack.
public final class ClicksApp {
    private static final String JAR = "../clicks/target/mysfits-clicks.jar";

    private ClicksApp() {}

    public static void main(String[] args) {
        App app = new App();
        new ClicksStack(app, context(app, "stack", "mysfits-clicks"), Path.of(context(app, "jar", JAR)));
        app.synth();
    }

    private static String context(App app, String name, String otherwise) {
        Object given = app.getNode().tryGetContext(name);
        return given == null ? otherwise : given.toString();
    }
}
