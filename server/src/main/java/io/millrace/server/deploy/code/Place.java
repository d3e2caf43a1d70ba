package io.millrace.server.deploy.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Where a template names a path, for whoever is told that something is wrong with it.
///
/// @param resource its logical id
/// @param path as written
record Place(Path template, String resource, String property, String path) {
    private static final Map<String, String> BUILDS = new TreeMap<>(Map.of(
            "pom.xml", "mvn package",
            "build.gradle", "gradle build",
            "build.gradle.kts", "gradle build",
            "package.json", "npm install && npm run build"));

    IOException failed(String why, IOException cause) {
        return new IOException(template + ": " + property + " of " + resource + ": '" + path + "' " + why, cause);
    }

    /// @param resolved where it was looked for
    /// @param base the template's folder, beyond which nothing is guessed
    IOException missing(Path resolved, Path base) {
        Path folder = resolved.getParent();
        while (folder != null && (folder.startsWith(base) || base.startsWith(folder))) {
            for (Map.Entry<String, String> build : BUILDS.entrySet()) {
                if (Files.exists(folder.resolve(build.getKey()))) {
                    return failed(
                            "is not there (" + resolved + "). Build it first: (cd " + folder + " && " + build.getValue()
                                    + ")",
                            null);
                }
            }
            if (folder.equals(base)) {
                break;
            }
            folder = folder.getParent();
        }
        return failed("is not there (" + resolved + ")", null);
    }
}
