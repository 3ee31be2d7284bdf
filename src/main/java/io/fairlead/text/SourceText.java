package io.fairlead.text;

import com.google.gson.JsonElement;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads a file of a user, in JSON or YAML. JSON must follow the standard, so that an error which only some tools accept is
 * found here. YAML is accepted wherever JSON is.
 */
public final class SourceText {

    /** Detects JSON by its first characters; a plain word after a brace is YAML. */
    private static final Pattern LOOKS_LIKE_JSON =
            Pattern.compile("\\s*(\\{\\s*[\"'/}]|\\[\\s*[\\[{\"'/\\]]).*", Pattern.DOTALL);

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    /**
     * The documents of a text that are not empty: one in JSON, any number in YAML.
     *
     * @param name the file's name, whose extension selects the format; any other name if there is no file
     * @throws UnreadableText if it is neither, with line and column
     */
    public static List<JsonElement> documents(String name, String text) {
        String file = name.toLowerCase(Locale.ROOT);
        boolean yaml = file.endsWith(".yaml") || file.endsWith(".yml");
        if (file.endsWith(".json") || (!yaml && LOOKS_LIKE_JSON.matcher(text).matches())) {
            return JsonText.parseIfAny(text).filter(json -> !json.isJsonNull()).stream()
                    .toList();
        }
        try {
            return YamlText.documents(text);
        } catch (UnreadableText notYaml) {
            return jsonWithTabs(text, notYaml);
        }
    }

    /** JSON may be indented with tabs. YAML may not, although it accepts all other JSON. */
    private static List<JsonElement> jsonWithTabs(String text, UnreadableText notYaml) {
        if (!text.contains("\t") || !LOOKS_LIKE_JSON.matcher(text).matches()) {
            throw notYaml;
        }
        return List.of(JsonText.parse(text));
    }

    /**
     * Decodes UTF-8 with or without a byte order mark, or UTF-16 with one.
     *
     * @throws UnreadableText if the bytes have another encoding
     */
    public static String decode(byte[] bytes) {
        Charset charset = StandardCharsets.UTF_8;
        if (startsWith(bytes, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
        } else if (startsWith(bytes, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
        }
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException other) {
            throw new UnreadableText("it is not in UTF-8, nor in UTF-16 with a byte order mark; save it as UTF-8");
        }
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
