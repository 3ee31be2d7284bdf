package io.fairlead.cli;

import picocli.CommandLine.Option;

/** The option of commands that read deployment manifests, which contain the desired properties of several modules. */
final class ManifestModule {

    @Option(
            names = "--module",
            paramLabel = "NAME",
            defaultValue = "fairlead",
            description = "The module in a deployment manifest; default ${DEFAULT-VALUE}.")
    private String name = "fairlead";

    String name() {
        return name;
    }
}
