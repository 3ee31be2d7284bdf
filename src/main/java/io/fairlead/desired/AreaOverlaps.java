package io.fairlead.desired;

import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Code;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The check that no two areas of the network part have an address in common. If two pools overlap, both get a problem.
 * Otherwise the later of the two areas gets it; pools come after the networks.
 */
final class AreaOverlaps {

    /** The most other areas that the message of one area names. A range that was pasted into every pool is one mistake. */
    private static final int MOST_TOLD = 3;

    /**
     * A range and its area.
     *
     * @param range the range
     * @param area the index of its area
     */
    private record Piece(AddressRange range, int area) {}

    private final List<String> paths;
    private final List<AddressSet> areas;

    /** For each area, the overlapping areas that are reported at it. */
    private final List<BitSet> others = new ArrayList<>();

    private AreaOverlaps(Map<String, List<AddressRange>> areas) {
        this.paths = List.copyOf(areas.keySet());
        this.areas = areas.values().stream().map(AddressSet::new).toList();
        paths.forEach(path -> others.add(new BitSet()));
    }

    /**
     * Adds a problem for each area that overlaps others.
     *
     * @param areas the ranges of each area by its path; an overlap is reported at the later area
     */
    static void check(Map<String, List<AddressRange>> areas, Problems problems) {
        AreaOverlaps overlaps = new AreaOverlaps(areas);
        overlaps.find();
        for (int area = 0; area < overlaps.paths.size(); area++) {
            overlaps.tell(area, problems);
        }
    }

    /** Sorts all ranges by their first address, so that only ranges that may overlap are compared. */
    private void find() {
        List<Piece> pieces = new ArrayList<>();
        for (int area = 0; area < areas.size(); area++) {
            for (AddressRange range : areas.get(area).ranges()) {
                pieces.add(new Piece(range, area));
            }
        }
        pieces.sort(Comparator.comparing(Piece::range));
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            for (int j = i + 1; j < pieces.size() && pieces.get(j).range().overlaps(piece.range()); j++) {
                blame(
                        Math.max(piece.area(), pieces.get(j).area()),
                        Math.min(piece.area(), pieces.get(j).area()));
            }
        }
    }

    private void blame(int later, int earlier) {
        others.get(later).set(earlier);
        if (paths.get(earlier).startsWith(NetworkReader.POOLS)) {
            others.get(earlier).set(later);
        }
    }

    private void tell(int area, Problems problems) {
        BitSet with = others.get(area);
        with.stream().limit(MOST_TOLD).forEach(other -> {
            AddressSet common = areas.get(area).intersect(areas.get(other));
            problems.add(
                    paths.get(area),
                    Code.Overlap,
                    Problems.told(common) + " is also in `" + paths.get(other) + "`; take it out of one of them.");
        });
        int more = with.cardinality() - MOST_TOLD;
        if (more > 0) {
            problems.add(
                    paths.get(area),
                    Code.Overlap,
                    "It has addresses of " + more + " more pools or networks too; keep each address once.");
        }
    }
}
