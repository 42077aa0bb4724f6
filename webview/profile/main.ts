import "../kit/kit.css";
import "./profile.css";
import { profilePageContract } from "../../src/protocol/profilePageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { ProfileMemory } from "./profileMemory.ts";
import { ProfilePage } from "./profilePage.ts";

watchTheme();
document.body.append(new ProfilePage(connectHost(profilePageContract, ProfileMemory)));
