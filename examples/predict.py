"""Reads some handwritten digits with a small classifier, each request traced step by step; one fails.

    python predict.py
"""

from collections import Counter

import mlflow
import numpy
from mlflow.entities import SpanType
from sklearn.neighbors import KNeighborsClassifier

from digits import load

REQUESTS = 8
(train_x, train_y), (valid_x, valid_y) = load()
classifier = KNeighborsClassifier(n_neighbors=7).fit(train_x.to_numpy(), train_y)


@mlflow.trace(span_type=SpanType.PARSER)
def parse(pixels):
    image = numpy.asarray(pixels, dtype=float)
    if image.shape != (64,):
        raise ValueError(f"An image has 64 pixels, and this one {image.size}.")
    return image


@mlflow.trace(span_type=SpanType.RETRIEVER)
def neighbours(image):
    distances, places = classifier.kneighbors([image])
    return [
        {"digit": int(train_y.iloc[place]), "distance": round(float(distance), 3)}
        for place, distance in zip(places[0], distances[0])
    ]


@mlflow.trace
def vote(found):
    digit, votes = Counter(each["digit"] for each in found).most_common(1)[0]
    return {"digit": digit, "share of votes": votes / len(found)}


@mlflow.trace(span_type=SpanType.CHAIN)
def read(pixels):
    return vote(neighbours(parse(pixels)))


def main():
    mlflow.set_experiment("digits")
    images = valid_x.to_numpy()[:REQUESTS].tolist()
    with mlflow.start_run(run_name="requests"):
        right = sum(read(image)["digit"] == label for image, label in zip(images, valid_y))
        mlflow.log_metric("accuracy", right / REQUESTS)
        print(f"{right} of {REQUESTS} are right.")
        try:
            read(images[0][:10])
        except ValueError as error:
            print(f"Refused: {error}")


if __name__ == "__main__":
    main()
