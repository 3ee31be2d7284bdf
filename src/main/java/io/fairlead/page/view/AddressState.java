package io.fairlead.page.view;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** What an address is, by whom it is used. */
public enum AddressState {
    FREE("free", "may be given to a Service"),
    NOT_KNOWN("not known", "a Service may have it, and no Service can be read"),
    TIER("tier", "given to a tier of the twin"),
    SERVICE("other Service", "given to a Service that is no tier of the twin"),
    RESERVED("reserved", "kept for a tier whose Service does not have it at the moment"),
    KEPT_FREE("kept free", "stays unassigned, as keepFree says"),
    DRAINING("draining", "left its pool and is in use; it goes as it falls free"),
    LEFT_OUT("left out", "ends in 0 or 255, as avoidBuggyIPs says"),
    OUTSIDE("outside", "in use and in no pool of the twin"),
    NODE("node", "the address of a node");

    /** What an address in a pool may be. */
    static final List<AddressState> OF_A_POOL = List.of(FREE, TIER, SERVICE, RESERVED, KEPT_FREE, DRAINING);

    /** As a bar of a pool has them. */
    static final List<AddressState> FULLEST_FIRST = List.of(TIER, SERVICE, DRAINING, RESERVED, KEPT_FREE, LEFT_OUT);

    private final String words;
    private final String meaning;

    AddressState(String words, String meaning) {
        this.words = words;
        this.meaning = meaning;
    }

    /** What it is called. */
    public String words() {
        return words;
    }

    /** The words for so many of them. */
    String words(BigInteger count) {
        boolean noun = this == TIER || this == SERVICE || this == NODE;
        return noun && !count.equals(BigInteger.ONE) ? words + "s" : words;
    }

    String meaning() {
        return meaning;
    }

    /** The class of the style sheet. */
    public String css() {
        return "s-" + words.replace(' ', '-').toLowerCase(Locale.ROOT);
    }
}
