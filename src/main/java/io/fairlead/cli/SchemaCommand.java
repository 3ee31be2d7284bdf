package io.fairlead.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fairlead schema}: the contract in machine-readable form. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the JSON Schema of desired properties. It is for editors; validate checks all that the module checks."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fairlead schema >fairlead.schema.json",
            "and in the first line of a YAML file, for the YAML extension of Visual Studio Code:",
            "  # yaml-language-server: $schema=fairlead.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {

    @Option(
            names = "--dtdl",
            description = "Prints the module's DTDL v2 interface instead, reported properties included.")
    private boolean dtdl;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Console.of(spec).getOut();
        out.print(text(dtdl ? "fairlead.dtdl.json" : "desired.schema.json"));
        out.flush();
        return 0;
    }

    private static String text(String file) throws IOException {
        try (InputStream text = Objects.requireNonNull(SchemaCommand.class.getResourceAsStream(file), file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
