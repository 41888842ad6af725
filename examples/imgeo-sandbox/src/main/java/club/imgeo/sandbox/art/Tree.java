package club.imgeo.sandbox.art;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Trees, as one sees them against the light. */
final class Tree {
    private Tree() {}

    static void conifer(Canvas canvas, Dice dice, float x, float foot, float height, Rgb colour) {
        Path2D.Float tree = new Path2D.Float();
        int tiers = 6 + dice.below(4);
        float reach = height * dice.between(0.17f, 0.25f);
        tree.moveTo(x, foot - height);
        for (int i = 1; i <= tiers; i++) {
            edge(tree, dice, x, foot, height, reach, i / (float) tiers, 1);
        }
        tree.lineTo(x + reach * 0.12f, foot - height * 0.06f);
        tree.lineTo(x + reach * 0.12f, foot);
        tree.lineTo(x - reach * 0.12f, foot);
        tree.lineTo(x - reach * 0.12f, foot - height * 0.06f);
        for (int i = tiers; i >= 1; i--) {
            edge(tree, dice, x, foot, height, reach, i / (float) tiers, -1);
        }
        tree.closePath();
        canvas.fill(tree, colour, 1);
    }

    /** One tier: the tip of a branch, and the notch that goes back to the trunk; from the other side, in reverse. */
    private static void edge(
            Path2D.Float tree, Dice dice, float x, float foot, float height, float reach, float t, int side) {
        float tipX = x + side * reach * t * dice.between(0.75f, 1.15f);
        float tipY = foot - height * (1 - 0.93f * t) + height * dice.between(-0.01f, 0.02f);
        float notchX = x + side * reach * t * dice.between(0.35f, 0.5f);
        float notchY = tipY - height * 0.035f;
        if (side > 0) {
            tree.lineTo(tipX, tipY);
            tree.lineTo(notchX, notchY);
        } else {
            tree.lineTo(notchX, notchY);
            tree.lineTo(tipX, tipY);
        }
    }

    /** A round crown on a short trunk, lit from above. */
    static void round(Canvas canvas, Dice dice, float x, float foot, float height, Rgb colour, Rgb light) {
        float radius = height * 0.36f;
        canvas.fill(
                new Rectangle2D.Float(x - height * 0.03f, foot - height * 0.4f, height * 0.06f, height * 0.4f),
                colour.darker(0.4f),
                1);
        for (int i = 0; i < 7; i++) {
            float dx = radius * dice.between(-0.6f, 0.6f);
            float dy = radius * dice.between(-0.55f, 0.5f);
            Rgb leaf = colour.mix(light, Ease.clamp(0.3f - 0.5f * dy / radius) * 0.45f);
            canvas.disc(x + dx, foot - height * 0.66f + dy, radius * dice.between(0.45f, 0.75f), 1.3f, leaf, 1);
        }
    }
}
