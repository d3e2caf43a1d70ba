package io.millrace.server.deploy;

import java.nio.file.Path;
import java.util.Set;

/// The name of a stack whose user gave none: that of the template's file, or of its folder when the file is just called
/// template.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html>
public final class StackName {
    private static final Set<String> SAYS_NOTHING = Set.of("template", "stack", "sam", "cloudformation", "main");
    private static final int CHARS_MAX = 128;

    private StackName() {}

    /// @return letters, digits and hyphens, beginning with a letter, at most 128
    public static String of(Path template) {
        Path file = template.toAbsolutePath().normalize();
        String name = valid(file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", ""));
        if (SAYS_NOTHING.contains(name) && file.getParent().getFileName() != null) {
            String folder = valid(file.getParent().getFileName().toString());
            name = folder.isEmpty() ? name : folder;
        }
        return name.isEmpty() ? "stack" : name;
    }

    private static String valid(String text) {
        String name = text.replaceAll("[^A-Za-z0-9]+", "-").replaceFirst("^[^A-Za-z]+", "");
        return name.substring(0, Math.min(CHARS_MAX, name.length())).replaceFirst("-+$", "");
    }
}
