package io.fairlead.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The reader called {@code -Dcampaign.reader}, for Jazzer, which changes texts by what they reach in the code. {@code bench/jazzer}
 * runs it.
 *
 * @see <a href="https://github.com/CodeIntelligenceTesting/jazzer">Jazzer</a>
 */
public final class JazzerTarget {

    private JazzerTarget() {}

    /** Reads a text; what is thrown is a finding. */
    public static void fuzzerTestOneInput(byte[] text) {
        String unused = Reader.CHOSEN.check().read(new String(text, StandardCharsets.UTF_8));
    }

    /** Prints the readers; with a folder as argument writes the samples of the chosen one there. */
    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            TextReaders.all().forEach(reader -> System.out.println(reader.name()));
            return;
        }
        List<String> samples = Reader.CHOSEN.samples();
        for (int i = 0; i < samples.size(); i++) {
            Files.writeString(Path.of(args[0]).resolve("sample-" + i), samples.get(i));
        }
    }

    /** Found when it is first needed. */
    private static final class Reader {
        private static final TextReader CHOSEN = TextReaders.all().stream()
                .filter(reader -> reader.name().equals(System.getProperty("campaign.reader")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("-Dcampaign.reader names no reader"));
    }
}
