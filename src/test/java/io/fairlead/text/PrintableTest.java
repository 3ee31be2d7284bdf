package io.fairlead.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.google.gson.JsonParser;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Text of others in messages. */
class PrintableTest {

    @Test
    void whatIsVisibleStaysAsItIs() {
        String text = "Straße \"zürich\" 東京 😀 a\\nb";

        assertSame(text, Printable.of(text));
    }

    @Test
    void nothingBeginsALineOrTalksToTheTerminal() {
        assertEquals("a\\n<6> forged\\r\\tb", Printable.of("a\n<6> forged\r\tb"));
        assertEquals("\\u001b[2Jx", Printable.of("\u001b[2Jx"));
        assertEquals("\\u009b2J", Printable.of("\u009b2J"));
        assertEquals("\\u2028\\u2029\\u0085", Printable.of("\u2028\u2029\u0085"));
    }

    @Test
    void nothingTurnsTheDirectionOrHides() {
        assertEquals("a\\u202eb\\u2066c", Printable.of("a\u202eb\u2066c"));
        assertEquals("a\\u200bb\\ufeff\\ud800", Printable.of("a\u200bb\ufeff\ud800"));
        assertEquals("\\udb40\\udc41", Printable.of("\udb40\udc41"));
    }

    @Property(tries = 1000)
    void twiceIsAsOnceAndNoControlIsLeft(@ForAll String text) {
        String shown = Printable.of(text);

        assertSame(shown, Printable.of(shown));
        assertFalse(shown.chars().anyMatch(Character::isISOControl));
    }

    @Test
    void jsonThatIsShownStaysTheSameJson() {
        String json = "{\n  \"a\": \"\u009b2J\u202e\udb40\udc41\"\n}";

        assertEquals("{\n  \"a\": \"\\u009b2J\\u202e\\udb40\\udc41\"\n}", Printable.lines(json));
        assertEquals(JsonParser.parseString(json), JsonParser.parseString(Printable.lines(json)));
    }
}
