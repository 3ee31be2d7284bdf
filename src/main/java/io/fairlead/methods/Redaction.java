package io.fairlead.methods;

import io.fairlead.desired.SecretNames;
import io.fairlead.model.SecretKey;
import io.fairlead.model.Tier;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Removes secret values from text: as they are, in base64, and URL-encoded. */
final class Redaction {

    /** A shorter line of a multi-line value is not removed, because it may be only a bracket. */
    private static final int LEAST_OF_A_LINE = 6;

    private static final String INSTEAD = "***";

    /** The longest first, so that a secret that contains another is removed whole. */
    private final List<String> secrets;

    Redaction(Iterable<String> values) {
        Set<String> all = new HashSet<>();
        for (String value : values) {
            List<String> forms = new ArrayList<>(List.of(value, value.strip()));
            forms.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
            value.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= LEAST_OF_A_LINE)
                    .forEach(forms::add);
            forms.stream().filter(form -> !form.isEmpty()).forEach(all::add);
        }
        secrets = all.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Reads a Secret. */
    interface Secrets {
        SortedMap<String, String> read(String name) throws IOException;
    }

    /** A redaction of the values that tiers get from Secrets, and of text in the twin that looks like a secret. */
    static Redaction of(List<Tier> tiers, Secrets reader) throws IOException {
        List<String> values = new ArrayList<>();
        Map<String, SortedMap<String, String>> read = new HashMap<>();
        for (Tier tier : tiers) {
            for (SecretKey key : tier.pod().secretEnv().values()) {
                SortedMap<String, String> secret = read.get(key.secret());
                if (secret == null) {
                    secret = reader.read(key.secret());
                    read.put(key.secret(), secret);
                }
                String value = secret.get(key.key());
                if (value != null) {
                    values.add(value);
                }
            }
            tier.env().forEach((name, value) -> {
                if (SecretNames.looksSecret(name, value)) {
                    values.add(value);
                }
            });
        }
        return new Redaction(values);
    }

    /** The text without the secrets. */
    String of(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, INSTEAD);
        }
        return clean;
    }
}
