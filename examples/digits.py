"""The handwritten digits that scikit-learn ships: 1,797 images of 8 × 8 pixels."""

import pandas as pd
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split


def load(seed=0):
    """Pixels scaled to 0..1 and labels, as (train, validation) pairs of data frames and series."""
    digits = load_digits(as_frame=True)
    pixels: pd.DataFrame = digits.data / 16.0
    train_x, valid_x, train_y, valid_y = train_test_split(
        pixels, digits.target, test_size=0.3, random_state=seed, stratify=digits.target
    )
    return (train_x, train_y), (valid_x, valid_y)
