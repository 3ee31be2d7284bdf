package io.fairlead.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.desired.DesiredParser;
import io.fairlead.text.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the source: nothing is thrown, the result is accepted whole, and the same source gives the same result. */
class ConversionPropertiesTest {

    private static final List<JsonElement> CASES = golden();

    /**
     * An edit of a document.
     *
     * @param where chooses the place
     * @param value what is put there
     */
    record Edit(int where, JsonElement value) {}

    @Property(tries = 1500)
    void anEditedSourceIsConvertedOrTold(@ForAll("cases") JsonElement source, @ForAll("edits") List<Edit> edits) {
        JsonElement document = source.deepCopy();
        edits.forEach(edit -> edit(document, edit));
        Converted converted = convert(document);

        assertEquals(
                List.of(),
                DesiredParser.parse(1, converted.desired()).problems().stream()
                        .filter(problem -> !problem.code().isWarning())
                        .toList());
        assertEquals(
                List.of(),
                converted.left().stream()
                        .filter(left -> left.reason().contains("error in the converter"))
                        .toList());
        assertEquals(converted, convert(document));
    }

    private static Converted convert(JsonElement document) {
        return Conversion.convert(List.of(new Source("a.json", document.toString())), Optional.of("nginx:1"));
    }

    @Provide
    Arbitrary<JsonElement> cases() {
        return Arbitraries.of(CASES);
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        JsonObject object = new JsonObject();
        object.addProperty("name", "web");
        JsonArray list = new JsonArray();
        list.add(object);
        Arbitrary<JsonElement> values = Arbitraries.of(
                JsonNull.INSTANCE,
                new JsonPrimitive(""),
                new JsonPrimitive("web"),
                new JsonPrimitive("$(A)$(B"),
                new JsonPrimitive("Not a name!"),
                new JsonPrimitive(0),
                new JsonPrimitive(-1),
                new JsonPrimitive(1e300),
                new JsonPrimitive(0.5),
                new JsonPrimitive(true),
                new JsonPrimitive("x".repeat(5000)),
                new JsonObject(),
                object,
                new JsonArray(),
                list);
        return Combinators.combine(Arbitraries.integers().between(0, 100_000), values)
                .as(Edit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static void edit(JsonElement document, Edit edit) {
        List<Runnable> places = new ArrayList<>();
        collect(document, edit.value(), places);
        if (!places.isEmpty()) {
            places.get(edit.where() % places.size()).run();
        }
    }

    private static void collect(JsonElement at, JsonElement value, List<Runnable> places) {
        if (at.isJsonObject()) {
            at.getAsJsonObject().asMap().forEach((key, child) -> {
                places.add(() -> at.getAsJsonObject().add(key, value.deepCopy()));
                places.add(() -> at.getAsJsonObject().remove(key));
                collect(child, value, places);
            });
        } else if (at.isJsonArray()) {
            for (int i = 0; i < at.getAsJsonArray().size(); i++) {
                int index = i;
                places.add(() -> at.getAsJsonArray().set(index, value.deepCopy()));
                collect(at.getAsJsonArray().get(i), value, places);
            }
        }
    }

    /** The files of the golden cases as one JSON document each: several objects are a List. */
    private static List<JsonElement> golden() {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/convert-cases"))) {
            return files.filter(file -> !file.toString().endsWith(".out"))
                    .filter(file -> !file.toString().contains("dup-modules"))
                    .sorted()
                    .map(ConversionPropertiesTest::document)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonElement document(Path file) {
        try {
            List<JsonElement> documents =
                    SourceText.documents(file.toString(), SourceText.decode(Files.readAllBytes(file)));
            if (documents.size() == 1) {
                return documents.get(0);
            }
            JsonObject list = new JsonObject();
            list.addProperty("kind", "List");
            JsonArray items = new JsonArray();
            documents.forEach(items::add);
            list.add("items", items);
            return list;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
